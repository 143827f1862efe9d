; Definitions.
(function_declaration name: (identifier) @name) @definition
(method_declaration name: (field_identifier) @name) @definition
(type_declaration (type_spec name: (type_identifier) @name)) @definition.class

; What `go test` runs: TestX(t *testing.T), FuzzX, ExampleX; methods of a testify suite.
((function_declaration name: (identifier) @name) @test
  (#match? @name "^(Test|Fuzz|Example|Benchmark)([^a-z]|$)"))
((method_declaration name: (field_identifier) @name parameters: (parameter_list) @_none) @test
  (#match? @name "^Test([^a-z]|$)")
  (#eq? @_none "()"))

; What an example shows; without it, it is not run.
((function_declaration name: (identifier) @_example body: (block) @shown)
  (#match? @_example "^Example"))

; Subtests.
((call_expression
  function: (selector_expression operand: (_) @_t field: (field_identifier) @_run)
  arguments: (argument_list . (_) @name . (func_literal))) @test
  (#match? @_t "^(t|tt|b|f|s|suite)$")
  (#eq? @_run "Run"))

; The rows of a table of cases.
(composite_literal type: (slice_type element: (struct_type)) body: (literal_value) @rows)
(composite_literal type: (array_type element: (struct_type)) body: (literal_value) @rows)
(composite_literal type: (map_type value: (struct_type)) body: (literal_value) @rows)
((composite_literal
  type: [
    (slice_type element: (type_identifier) @_row)
    (slice_type element: (pointer_type (type_identifier) @_row))
    (map_type value: (type_identifier) @_row)
  ]
  body: (literal_value) @rows)
  (#match? @_row "([cC]ase|[tT]est|TC|tc|TT|tt)s?$"))
((for_statement
  (range_clause
    right: (composite_literal
      type: [
        (slice_type element: [(type_identifier) (slice_type) (array_type)] @_row)
        (map_type value: [(type_identifier) (slice_type) (array_type)] @_row)
      ]
      body: (literal_value) @rows))) @loop
  (#not-match? @_row "([cC]ase|[tT]est|TC|tc|TT|tt)s?$"))

; Assertions: a condition under which the test reports, and calls.
((if_statement
  condition: (_) @denied
  consequence: (block
    (statement_list
      (expression_statement
        (call_expression
          function: (selector_expression operand: (_) @_t field: (field_identifier) @_report)))))) @assertion
  (#match? @_t "^(t|tb|b|f|tt|c|[a-z]+\\.T\\(\\))$")
  (#match? @_report "^(Error|Errorf|Fatal|Fatalf|Fail|FailNow)$"))
(call_expression
  function: [
    (identifier) @callee
    (selector_expression operand: (_) @receiver field: (field_identifier) @callee)
  ]
  arguments: (argument_list) @arguments) @call

; Skips.
((call_expression
  function: (selector_expression operand: (_) @_t field: (field_identifier) @_skip)) @skip
  (#match? @_t "^(t|tb|b|f|tt|c|[a-z]+\\.T\\(\\))$")
  (#any-of? @_skip "Skip" "Skipf" "SkipNow"))

; A build constraint that never holds.
((comment) @uncollected (#match? @uncollected "^//(go:build| \\+build) (ignore|never|none|skip)\\s*$"))

; A return that leaves statements of the test behind.
(statement_list (return_statement) @return . (_))
(statement_list
  (if_statement consequence: (block (statement_list . (return_statement) @return .))) . (_))

(comment) @comment

; The packages that the file imports.
(import_spec path: (_) @module) @fact.module

; What is never reached.
(if_statement condition: (false) @condition consequence: (block) @fact.branch)
