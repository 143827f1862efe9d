; Definitions.
(class_declaration name: (identifier) @name) @definition.class
(interface_declaration name: (identifier) @name) @definition.class
(enum_declaration name: (identifier) @name) @definition.class
(record_declaration name: (identifier) @name) @definition.class
(method_declaration name: (identifier) @name) @definition
(constructor_declaration name: (identifier) @name) @definition

; What the runner collects: @Test and its kin; in a TestCase also methods by name.
((method_declaration
  (modifiers [(marker_annotation name: (_) @_test) (annotation name: (_) @_test)])
  name: (identifier) @name) @test
  (#match? @_test "(^|\\.)(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Theory|ArchTest)$"))
((class_declaration
  superclass: (superclass (_) @_case)
  body: (class_body (method_declaration name: (identifier) @name) @test))
  (#match? @_case "TestCase$")
  (#match? @name "^test"))
(class_declaration name: (identifier) @name) @suite

; The rows of a parametrised test.
((annotation
  name: (identifier) @_source
  arguments: (annotation_argument_list
    [
      (element_value_array_initializer) @rows
      (element_value_pair value: (element_value_array_initializer) @rows)
    ]))
  (#any-of? @_source "ValueSource" "CsvSource" "EnumSource" "MethodSource"))

; The rows of a loop over a list that is written out, and those that a method gives to tests.
(enhanced_for_statement value: (array_creation_expression value: (array_initializer) @rows)) @loop
((enhanced_for_statement
  value: (method_invocation name: (identifier) @_of arguments: (argument_list) @rows)) @loop
  (#any-of? @_of "of" "asList"))
((method_declaration
  name: (identifier) @provider
  body: (block
    (return_statement
      (method_invocation name: (identifier) @_of arguments: (argument_list) @fact.provided)))) @extent
  (#any-of? @_of "of" "asList"))
(method_declaration
  name: (identifier) @provider
  body: (block
    (return_statement
      [
        (array_creation_expression value: (array_initializer) @fact.provided)
        (method_invocation
          arguments: (argument_list
            . (array_creation_expression value: (array_initializer) @fact.provided) .))
      ]))) @extent

; Assertions.
(method_invocation object: (_) @receiver name: (identifier) @callee arguments: (argument_list) @arguments) @call
(method_invocation !object name: (identifier) @callee arguments: (argument_list) @arguments) @call
(assert_statement . (_) @condition) @assertion
((annotation
  name: (_) @_test
  arguments: (annotation_argument_list
    (element_value_pair key: (identifier) @callee value: (_) @arguments))) @call
  (#match? @_test "(^|\\.)Test$")
  (#eq? @callee "expected"))

; @Disabled, @Ignore, on a method or a class; assumptions.
((marker_annotation name: (_) @_skip) @skip (#match? @_skip "(^|\\.)(Disabled|Ignore)$"))
((annotation name: (_) @_skip) @skip (#match? @_skip "(^|\\.)(Disabled|Ignore)$"))
((annotation
  name: (_) @_test
  arguments: (annotation_argument_list (element_value_pair key: (identifier) @_enabled value: (false)))) @skip
  (#match? @_test "(^|\\.)Test$")
  (#eq? @_enabled "enabled"))
((annotation
  name: (_) @_skip arguments: (annotation_argument_list) @condition) @skip
  (#match? @_skip "^(Disabled|Enabled)(If|On|For)"))
((method_invocation name: (identifier) @_assume arguments: (argument_list (false) .)) @skip
  (#any-of? @_assume "assumeTrue" "assumeThat"))
((method_invocation name: (identifier) @_assume arguments: (argument_list . (false))) @skip
  (#any-of? @_assume "assumeTrue" "assumeThat"))
((method_invocation name: (identifier) @_assume arguments: (argument_list . (true))) @skip
  (#any-of? @_assume "assumeFalse"))

; A return that leaves statements of the test behind.
(block (return_statement) @return . (_))
(block
  (if_statement
    consequence: [(return_statement) @return (block . (return_statement) @return .)]) . (_))

(line_comment) @comment
(block_comment) @comment

; The classes that the file imports.
(import_declaration) @fact.module

; What changes the word of the runner.
((method_declaration name: (identifier) @what body: (block) @_body) @fact.runner
  (#eq? @what "handleTestExecutionException")
  (#match? @_body "^\\{\\s*(//[^\\n]*\\s*)*(return;\\s*)?\\}$"))

; The answer that a double is told to give.
((method_invocation
  object: (method_invocation
    name: (identifier) @_when
    arguments: (argument_list . (method_invocation object: (_) @object name: (identifier) @target) .))
  name: (identifier) @_then) @fact.answer
  (#any-of? @_when "when" "given")
  (#any-of? @_then "thenReturn" "willReturn"))

; What takes the failure of an assertion away.
(try_statement body: (block) @fact.try (catch_clause) @handler)
(if_statement condition: (parenthesized_expression (false)) @condition consequence: (_) @fact.branch)
(if_statement condition: (_) @condition consequence: (_) @fact.guard)
