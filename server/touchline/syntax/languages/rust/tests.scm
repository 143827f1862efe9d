; Definitions.
(function_item name: (identifier) @name) @definition
(struct_item name: (type_identifier) @name) @definition.class
(enum_item name: (type_identifier) @name) @definition.class
(trait_item name: (type_identifier) @name) @definition.class
(impl_item type: (_) @name) @definition.class
(mod_item name: (identifier) @name body: (_)) @definition.class
(macro_definition name: (identifier) @name) @definition.class

; What `cargo test` runs: a function under #[test], #[tokio::test], #[rstest], …
((attribute_item
  (attribute [(identifier) @_test (scoped_identifier name: (identifier) @_test)])) @test @above
  (#match? @_test "^(test|rstest|test_case|case|quickcheck|proptest|wasm_bindgen_test|googletest|sqlx_test|test_log|apply)$"))
((attribute_item
  (attribute
    [(identifier) @_case (scoped_identifier path: (identifier) @_case)]
    arguments: (token_tree) @row)) @above
  (#any-of? @_case "case" "test_case"))
(for_expression
  value: [
    (array_expression) @rows
    (reference_expression (array_expression) @rows)
    (call_expression function: (field_expression value: (array_expression) @rows))
    (macro_invocation (token_tree . (token_tree)) @rows)
  ]) @loop
(mod_item name: (identifier) @name body: (_)) @suite
(function_item name: (metavariable) @name) @definition

; Tests that a macro writes, or that are given to one.
((macro_definition (macro_rule right: (token_tree) @embedded))
  (#match? @embedded "#\\s*\\[(\\w+::)*test\\b"))
((macro_invocation (token_tree) @embedded)
  (#match? @embedded "#\\s*\\[(\\w+::)*test\\b"))

; Assertions: macros, and functions whose names say that they check.
(macro_invocation
  macro: [(identifier) @callee (scoped_identifier name: (identifier) @callee)]
  (token_tree) @arguments) @call
(call_expression
  function: [
    (identifier) @callee
    (scoped_identifier name: (identifier) @callee)
    (field_expression value: (_) @receiver field: (field_identifier) @callee)
  ]
  arguments: (arguments) @arguments) @call

; #[ignore], #[should_panic], and what depends on the platform or on a feature.
((attribute_item (attribute (identifier) @_ignore)) @skip @above
  (#eq? @_ignore "ignore"))
((attribute_item (attribute (identifier) @_panic)) @xfail @above
  (#eq? @_panic "should_panic"))
((attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @condition)) @skip @above
  (#eq? @_cfg "cfg_attr")
  (#match? @condition "\\bignore\\b"))
((attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @_never)) @uncollected @above
  (#eq? @_cfg "cfg")
  (#match? @_never "^\\((any\\(\\)|FALSE|false|never|not\\(test\\)|disabled)\\)$"))

; A return that leaves statements of the test behind.
(block (expression_statement (return_expression) @return) . (_))
(block
  (expression_statement
    (if_expression consequence: (block . (expression_statement (return_expression) @return) .))) . (_))

(line_comment) @comment
(block_comment) @comment

; What the file uses of others.
(use_declaration) @fact.import

; The modules that stand in files of their own.
(mod_item name: (identifier) @module !body) @fact.module

; What is never reached.
(if_expression condition: (boolean_literal) @condition consequence: (block) @fact.branch)
(if_expression condition: (_) @condition consequence: (block) @fact.guard)

; What takes the failure of an assertion away.
((let_declaration) @fact.try (#match? @fact.try "^let _ = (std::)?(panic::)?catch_unwind"))
((expression_statement) @fact.try (#match? @fact.try "^(std::)?(panic::)?catch_unwind"))
