; Definitions.
(function_declaration name: (_) @name) @definition
(generator_function_declaration name: (_) @name) @definition
(class_declaration name: (_) @name) @definition.class
(method_definition name: (_) @name) @definition
(variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)]) @definition

; it("…", …), it.only("…", …), it.each(table)("…", …), it.each`table`("…", …).
((call_expression
  function: [
    (identifier) @_it
    (_ object: (identifier) @_it property: (_) @_how)
    (_ object: (_ object: (identifier) @_it))
    (_ function: (_ object: (identifier) @_it))
    (_ function: (_ object: (_ object: (identifier) @_it)))
  ]
  arguments: (arguments . (_) @name . (_))) @test
  (#any-of? @_it "it" "test" "specify" "xit" "xtest" "xspecify" "fit" "ftest" "bench" "Deno")
  (#not-match? @_how "^(not|is|like|true|false|truthy|falsy|match|ok|error|ifError|plan|fail|pass|rejects)$|(^not|^deep|^strict|Equal|^equal|[Tt]hrows|[Ss]ame|regex|Test$)"))
((call_expression
  function: (_ object: (identifier) @_t property: (_) @_how)
  arguments: (arguments . (_) @name . (_))) @test
  (#eq? @_t "t")
  (#any-of? @_how "test" "step" "it" "subtest" "describe"))
((call_expression
  function: (_ object: (identifier) @_it property: (_) @_todo)
  arguments: (arguments . (_) @name .)) @test
  (#any-of? @_it "it" "test" "specify")
  (#eq? @_todo "todo"))

((call_expression
  function: [
    (identifier) @_describe
    (_ object: (identifier) @_describe)
    (_ object: (_ object: (identifier) @_describe))
    (_ function: (_ object: (identifier) @_describe))
  ]
  arguments: (arguments . (_) @name . (_))) @suite
  (#any-of? @_describe "describe" "context" "suite" "xdescribe" "fdescribe" "xcontext"))
((call_expression
  function: [
    (_ object: (identifier) @_test property: (_) @_describe)
    (_ object: (_ object: (identifier) @_test property: (_) @_describe))
  ]
  arguments: (arguments . (_) @name . (_))) @suite
  (#any-of? @_test "test" "it")
  (#eq? @_describe "describe"))

; The rows of it.each([…]).
((call_expression
  function: (_ property: (_) @_each)
  arguments: (arguments . (array) @rows))
  (#any-of? @_each "each" "for"))
((call_expression function: (_ property: (_) @_each) arguments: (template_string) @lines)
  (#any-of? @_each "each" "for"))

; The rows of describe.each, and of a loop over a list that is written out.
((call_expression
  function: (call_expression
    function: (_ object: (identifier) @_describe property: (_) @_each)
    arguments: [(arguments . (array) @rows) (template_string) @lines])) @loop
  (#any-of? @_describe "describe" "context" "suite")
  (#any-of? @_each "each" "for"))
((call_expression
  function: (_ object: (array) @rows property: (_) @_each)
  arguments: (arguments . [(arrow_function) (function_expression)])) @loop
  (#eq? @_each "forEach"))
(for_in_statement right: (array) @rows) @loop

; Assertions.
(call_expression
  function: [
    (identifier) @callee
    (_ object: (_) @receiver property: (_) @callee)
  ]
  arguments: (arguments) @arguments) @call
(expression_statement (_ object: (_) @receiver property: (_) @callee)) @call

; it.skip, describe.only, xit, fit, this.skip(), t.skip().
(call_expression
  function: [
    (_ object: (identifier) @_it property: (_) @skip)
    (_ object: (_ object: (identifier) @_it) property: (_) @skip)
    (_ function: (_ object: (_ object: (identifier) @_it property: (_) @skip)))
  ]
  arguments: (arguments . (_) . (_))
  (#any-of? @_it "it" "test" "describe" "specify" "context" "suite" "bench")
  (#any-of? @skip "skip" "todo" "fixme"))
(call_expression
  function: [
    (_ object: (identifier) @_it property: (_) @focus)
    (_ object: (_ object: (identifier) @_it) property: (_) @focus)
    (_ function: (_ object: (_ object: (identifier) @_it property: (_) @focus)))
  ]
  (#any-of? @_it "it" "test" "describe" "specify" "context" "suite" "bench")
  (#eq? @focus "only"))
(call_expression
  function: (call_expression
    function: (_ object: (identifier) @_it property: (_) @_skip)
    arguments: (arguments . (_) @condition)) @skip
  (#any-of? @_it "it" "test" "describe" "suite")
  (#any-of? @_skip "skipIf" "runIf"))
(call_expression
  function: (_ object: (identifier) @_it property: (_) @xfail)
  (#any-of? @_it "it" "test")
  (#any-of? @xfail "failing" "fails" "fail"))
((call_expression function: (identifier) @skip arguments: (arguments . (_) . (_)))
  (#any-of? @skip "xit" "xtest" "xdescribe" "xcontext" "xspecify"))
((call_expression function: (identifier) @focus arguments: (arguments . (_) . (_)))
  (#any-of? @focus "fit" "ftest" "fdescribe" "fcontext"))
((call_expression
  function: (_ object: [(this) (identifier)] @_this property: (_) @_skip)
  arguments: (arguments . [(string) (template_string)]? .)) @skip
  (#any-of? @_this "this" "t" "ctx" "context" "test")
  (#any-of? @_skip "skip" "todo" "fixme"))
((call_expression
  function: (_ object: (identifier) @_test property: (_) @_skip)
  arguments: (arguments . [(identifier) (binary_expression) (unary_expression) (member_expression) (call_expression)] @condition . (string)? .)) @skip
  (#eq? @_test "test")
  (#any-of? @_skip "skip" "fixme"))
; node:test's options: test("…", { skip: true }, …).
((call_expression
  function: (identifier) @_it
  arguments: (arguments . (_) . (object (pair key: (_) @_skip value: [(true) (string)]) @skip)))
  (#any-of? @_it "it" "test" "describe" "suite")
  (#any-of? @_skip "skip" "todo"))
((call_expression
  function: (identifier) @_it
  arguments: (arguments . (_) . (object (pair key: (_) @_only value: (true)) @focus)))
  (#any-of? @_it "it" "test" "describe" "suite")
  (#eq? @_only "only"))

; A return that leaves statements of the test behind.
(statement_block (return_statement) @return . (_))
(statement_block (if_statement consequence: [(return_statement) @return (statement_block (return_statement) @return)]) . (_))

(comment) @comment

; What takes the failure of an assertion away.
(try_statement body: (statement_block) @fact.try handler: (catch_clause) @handler)
(if_statement condition: (parenthesized_expression [(false) (number) (null)]) @condition consequence: (_) @fact.branch)
(if_statement condition: (_) @condition consequence: (_) @fact.guard)

; What a test replaces.
((call_expression
  function: (_ property: (_) @_spy)
  arguments: (arguments . (_) . (string) @target)) @fact.patch
  (#any-of? @_spy "spyOn" "stub"))

; The answer that a double is told to give.
((assignment_expression
  left: (_ object: (_) @object property: (_) @target)
  right: (call_expression
    function: [
      (_ object: (identifier) @_jest property: (_) @_fn)
      (_ object: (call_expression function: (_ object: (identifier) @_jest property: (_) @_fn)))
    ])) @fact.answer
  (#any-of? @_jest "jest" "vi" "sinon")
  (#any-of? @_fn "fn" "stub" "fake"))

; What changes the word of the runner.
((assignment_expression
  left: [(identifier) @what (_ object: (identifier) @_global property: (_) @what)]) @fact.runner
  (#any-of? @what "expect" "assert"))
((assignment_expression
  left: (_ object: (identifier) @_assert property: (_) @what)) @fact.runner
  (#eq? @_assert "assert"))

; What the file uses of others.
(import_statement source: (string) @module) @fact.import
((call_expression
  function: (identifier) @_require
  arguments: (arguments . (string) @module .)) @fact.import
  (#eq? @_require "require"))
((call_expression function: (import) arguments: (arguments . (string) @module)) @fact.import)
(export_statement source: (string) @module) @fact.module
