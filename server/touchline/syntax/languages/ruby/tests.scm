; Definitions.
(class name: (_) @name) @definition.class
(module name: (_) @name) @definition.class
(method name: (_) @name) @definition
(singleton_method name: (_) @name) @definition

; What minitest, test-unit and RSpec run.
((method name: (identifier) @name) @test (#match? @name "^test_?"))
((call !receiver method: (identifier) @_it arguments: (argument_list . (_) @name) block: (_)) @test
  (#any-of? @_it "it" "specify" "test" "example" "scenario" "should" "xit" "fit" "xspecify" "fspecify" "xexample" "fexample" "xscenario" "fscenario" "pending" "property"))
((call !receiver method: (identifier) @_it !arguments block: (_) @name) @test
  (#any-of? @_it "it" "its" "specify" "example" "xit" "fit"))

((_ method: (identifier) @_describe arguments: (argument_list . (_) @name) block: (_)) @suite
  (#any-of? @_describe "describe" "context" "feature" "shared_examples" "shared_examples_for" "shared_context" "xdescribe" "fdescribe" "xcontext" "fcontext"))
(class name: (_) @name) @suite
(module name: (_) @name) @suite

; The rows of a loop over a list that is written out.
((call receiver: [(array) (string_array) (hash)] @rows method: (identifier) @_each block: (_)) @loop
  (#any-of? @_each "each" "each_pair" "each_with_index"))

; Assertions.
(call method: (identifier) @callee arguments: (argument_list) @arguments !receiver) @call
(_ receiver: (_) @receiver method: (identifier) @callee arguments: (argument_list) @arguments) @call
(call receiver: (_) @receiver method: (identifier) @callee !arguments) @call
(call method: (identifier) @callee block: (_) !arguments !receiver) @call
((binary left: (_ method: (identifier) @_should)) @assertion @condition
  (#any-of? @_should "should" "should_not"))

; skip and pending as calls, alone or with a reason.
((call !receiver method: (identifier) @_skip) @skip (#any-of? @_skip "skip" "pending" "omit" "pend" "xit_now"))
((body_statement (identifier) @skip) (#any-of? @skip "skip" "pending" "omit"))
((block_body (identifier) @skip) (#any-of? @skip "skip" "pending" "omit"))
((then (identifier) @skip) (#any-of? @skip "skip" "pending" "omit"))
((if_modifier body: (identifier) @skip) (#any-of? @skip "skip" "pending" "omit"))
((unless_modifier body: (identifier) @skip) (#any-of? @skip "skip" "pending" "omit"))

; xit, xdescribe; it "…", :skip; it "…", skip: true.
((call !receiver method: (identifier) @skip block: (_))
  (#any-of? @skip "xit" "xdescribe" "xcontext" "xspecify" "xexample" "xscenario"))
((_ method: (identifier) @_it arguments: (argument_list (_) (simple_symbol) @skip))
  (#any-of? @_it "it" "specify" "describe" "context" "example" "scenario" "feature" "test")
  (#any-of? @skip ":skip" ":pending"))
((_ method: (identifier) @_it
  arguments: (argument_list (_) (pair key: (_) @_key value: [(true) (string) (simple_symbol)]) @skip))
  (#any-of? @_it "it" "specify" "describe" "context" "example" "scenario" "feature" "test")
  (#any-of? @_key "skip" "pending"))

((call !receiver method: (identifier) @focus block: (_))
  (#any-of? @focus "fit" "fdescribe" "fcontext" "fspecify" "fexample" "fscenario"))
((_ method: (identifier) @_it arguments: (argument_list (_) (simple_symbol) @focus))
  (#any-of? @_it "it" "specify" "describe" "context" "example" "scenario" "feature")
  (#eq? @focus ":focus"))
((_ method: (identifier) @_it
  arguments: (argument_list (_) (pair key: (_) @_key value: (true)) @focus))
  (#any-of? @_it "it" "specify" "describe" "context" "example" "scenario" "feature")
  (#eq? @_key "focus"))
((body_statement (identifier) @focus) (#eq? @focus "focus"))

; A return that leaves statements of the test behind.
(body_statement [(return) (next)] @return . (_))
(block_body [(return) (next)] @return . (_))
(body_statement (if consequence: (then . [(return) (next)] @return .)) . (_))
(body_statement (if_modifier body: [(return) (next)] @return) . (_))

(comment) @comment

; The files that the file loads.
((_ method: (identifier) @_require arguments: (argument_list . (string) @module .)) @fact.module
  (#any-of? @_require "require" "require_relative"))

; What takes the failure of an assertion away.
(begin (rescue) @handler) @fact.try
(body_statement (rescue) @handler) @fact.try
(if condition: (false) @condition consequence: (_) @fact.branch)
(if condition: (_) @condition consequence: (_) @fact.guard)

; The answer that a double is told to give.
((call
  receiver: (call method: (identifier) @_allow arguments: (argument_list . (_) @object .))
  arguments: (argument_list
    . (call
      receiver: (call
        method: (identifier) @_receive arguments: (argument_list . (simple_symbol) @target .)))))
  @fact.answer
  (#eq? @_allow "allow")
  (#eq? @_receive "receive"))

; What a test replaces.
((call method: (identifier) @_receive arguments: (argument_list . (simple_symbol) @target)) @fact.patch
  (#eq? @_receive "receive"))
