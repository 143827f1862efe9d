; Branches and what comes of them.
(if_statement condition: (_) @fact.special consequence: (block) @extent)
(expression_case value: (expression_list) @fact.arm) @extent
(return_statement (expression_list) @value) @fact.outcome
((call_expression
  function: (selector_expression operand: (identifier) @_fmt field: (field_identifier) @_print)
  arguments: (argument_list) @value) @fact.outcome
  (#eq? @_fmt "fmt")
  (#any-of? @_print "Println" "Print"))

; A panic that nobody hears of.
((defer_statement (call_expression function: (func_literal body: (block) @_body))) @fact.recover
  (#match? @_body "^\\{\\s*((_|r|err) :?= )?recover\\(\\)\\s*\\}$|^\\{\\s*if ((\\w+) := )?recover\\(\\)(; \\w+)? != nil \\{\\s*(//[^\\n]*\\s*|return\\s*)*\\}\\s*\\}$"))

; Tables.
(composite_literal type: (map_type) body: (literal_value)) @fact.table
(composite_literal
  type: [(slice_type) (implicit_length_array_type) (array_type)]
  body: (literal_value . (literal_element (literal_value))) @fact.table) @extent

; Lists of literals.
(composite_literal
  type: [(slice_type) (implicit_length_array_type) (array_type)]
  body: (literal_value . (literal_element) . (literal_element)) @fact.list) @extent

; Equality.
((method_declaration name: (field_identifier) @fact.equality body: (block) @extent)
  (#any-of? @fact.equality "Equal" "Equals" "Eq"))

; The end of the process.
((call_expression
  function: (selector_expression operand: (identifier) @_os field: (field_identifier) @what)
  arguments: (argument_list) @status) @fact.exit
  (#any-of? @_os "os" "syscall")
  (#eq? @what "Exit"))
(statement_list
  (expression_statement
    (call_expression
      function: (selector_expression operand: (identifier) @_os field: (field_identifier) @what)) @fact.exit)
  . (comment)? . (_) @dead
  (#not-match? @dead "^(//|/\\*|#)")
  (#any-of? @_os "os" "syscall")
  (#eq? @what "Exit"))

; What a program can tell a test run by.
((call_expression
  function: (selector_expression operand: (identifier) @_os field: (field_identifier) @_get)
  arguments: (argument_list . (_) @key)) @fact.environment
  (#eq? @_os "os")
  (#any-of? @_get "Getenv" "LookupEnv" "Setenv"))
((call_expression
  function: (selector_expression operand: (identifier) @_testing field: (field_identifier) @_run)) @fact.runnerglobal
  (#eq? @_testing "testing")
  (#eq? @_run "Testing"))
((call_expression arguments: (argument_list)) @fact.compare
  (#match? @fact.compare "^(flag\\.Lookup\\(\"test\\.|strings\\.(HasSuffix|Contains)\\(os\\.Args\\[0\\])"))

; Files that are read, and modules.
((call_expression
  function: (selector_expression field: (field_identifier) @what)) @fact.reads
  (#any-of? @what "ReadFile" "Open" "ReadDir" "Stat" "Glob" "Walk" "WalkDir" "ParseFile"))
((interpreted_string_literal) @fact.string (#match? @fact.string "(?i)test|expect|answer|solution|golden|grad(er|ing)|verif"))

; Errors that go nowhere, and bodies that do nothing.
((if_statement condition: (binary_expression right: (nil)) consequence: (block) @extent) @fact.swallow)
(function_declaration name: (identifier) @fact.function parameters: (_) @parameters body: (block) @extent)
(method_declaration name: (field_identifier) @fact.function parameters: (_) @parameters body: (block) @extent)

; Errors that are given to nobody.
((assignment_statement
  left: (expression_list (identifier) @_blank .)
  right: (expression_list . (call_expression) @call .)) @fact.discard
  (#eq? @_blank "_"))
((short_var_declaration
  left: (expression_list (identifier) @_blank .)
  right: (expression_list . (call_expression) @call .)) @fact.discard
  (#eq? @_blank "_"))
