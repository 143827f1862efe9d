; Definitions; what stands before them as decorators belongs to them.
(function_definition name: (identifier) @name) @definition
(class_definition name: (identifier) @name) @definition.class
(decorated_definition definition: (function_definition name: (identifier) @name)) @definition
(decorated_definition definition: (class_definition name: (identifier) @name)) @definition.class

; What pytest and unittest collect.
((function_definition name: (identifier) @name) @test (#match? @name "^test"))
((class_definition name: (identifier) @name) @suite (#match? @name "^Test"))
(class_definition name: (identifier) @name superclasses: (argument_list (_))) @suite

; What a product file checks of itself: its examples, and what it asserts when it is run.
((expression_statement . (string) @doctest .) (#match? @doctest ">>> "))
((if_statement
  condition: (comparison_operator (identifier) @_name (string) @name)
  consequence: (block)) @inline
  (#eq? @_name "__name__"))

; Parametrisation: the rows of a table that is written at the test.
(decorator
  (call
    function: (_ attribute: (identifier) @_parametrize)
    arguments: (argument_list . (_) . [(list) (tuple)] @rows))
  (#any-of? @_parametrize "parametrize" "expand"))
(decorator
  (call
    function: (_ object: (identifier) @_module attribute: (identifier) @_expand)
    arguments: (argument_list . [(list) (tuple)] @rows))
  (#eq? @_expand "expand"))
(for_statement right: [(list) (tuple)] @rows) @loop
((for_statement right: (call function: (_ object: (dictionary) @rows attribute: (_) @_items))) @loop
  (#eq? @_items "items"))

; Assertions.
(assert_statement . (_) @condition) @assertion
(call
  function: [
    (identifier) @callee
    (_ object: (_) @receiver attribute: (identifier) @callee)
  ]
  arguments: (argument_list) @arguments) @call

; Skips and expected failures: marks, decorators, calls.
((attribute object: (_ attribute: (identifier) @_mark) attribute: (identifier) @_skip) @skip
  (#eq? @_mark "mark")
  (#eq? @_skip "skip"))
((attribute object: (_ attribute: (identifier) @_mark) attribute: (identifier) @_xfail) @xfail
  (#eq? @_mark "mark")
  (#eq? @_xfail "xfail"))
((call
  function: (_ object: (_ attribute: (identifier) @_mark) attribute: (identifier) @_skip)
  arguments: (argument_list . (_) @condition)) @skip
  (#eq? @_mark "mark")
  (#eq? @_skip "skipif"))
((call
  function: (_ object: (_ attribute: (identifier) @_mark) attribute: (identifier) @_xfail)
  arguments: (argument_list . [(comparison_operator) (boolean_operator) (not_operator) (attribute) (call) (identifier)] @condition)) @xfail
  (#eq? @_mark "mark")
  (#eq? @_xfail "xfail"))
(decorator
  [
    (identifier) @_skip
    (_ attribute: (identifier) @_skip)
    (call function: (identifier) @_skip)
    (call function: (_ object: (identifier) attribute: (identifier) @_skip))
  ]
  (#eq? @_skip "skip")) @skip
(decorator
  (call
    function: [(identifier) @_skip (_ object: (identifier) attribute: (identifier) @_skip)]
    arguments: (argument_list . (_) @condition))
  (#any-of? @_skip "skipIf" "skipUnless")) @skip
(decorator
  [(identifier) @_fails (_ attribute: (identifier) @_fails)]
  (#eq? @_fails "expectedFailure")) @xfail
((call
  function: (_ object: (identifier) @_pytest attribute: (identifier) @_skip)) @skip
  (#eq? @_pytest "pytest")
  (#eq? @_skip "skip"))
((call
  function: (_ object: (identifier) @_pytest attribute: (identifier) @_skip)) @xfail
  (#eq? @_pytest "pytest")
  (#eq? @_skip "xfail"))
((call
  function: (_ object: (identifier) @_pytest attribute: (identifier) @_skip)
  arguments: (argument_list) @condition) @skip
  (#eq? @_pytest "pytest")
  (#eq? @_skip "importorskip"))
((call
  function: (_ object: (identifier) @_self attribute: (identifier) @_skip)) @skip
  (#eq? @_self "self")
  (#eq? @_skip "skipTest"))
((raise_statement
  [
    (call function: (identifier) @_skip)
    (call function: (_ attribute: (identifier) @_skip))
  ]) @skip
  (#eq? @_skip "SkipTest"))
; A class or module switch of the runner.
((assignment left: (identifier) @_switch right: (false)) @uncollected
  (#eq? @_switch "__test__"))

; A return that leaves statements of the test behind.
(block (return_statement) @return . (_))
(block (if_statement consequence: (block (return_statement) @return)) . (_))

(comment) @comment

; What takes the failure of an assertion away.
(try_statement body: (block) @fact.try (except_clause) @handler)
((with_statement
  (with_clause (with_item (call
    function: [(identifier) @_suppress (_ attribute: (identifier) @_suppress)])))
  body: (block) @fact.try)
  (#eq? @_suppress "suppress"))
((with_statement
  (with_clause (with_item [
    (call function: [(identifier) @_raises (_ attribute: (identifier) @_raises)])
    (as_pattern (call function: [(identifier) @_raises (_ attribute: (identifier) @_raises)]))
  ]))
  body: (block) @fact.expects)
  (#any-of? @_raises "raises" "assertRaises" "assertRaisesRegex"))
(if_statement condition: [(false) (integer) (none)] @condition consequence: (block) @fact.branch)
((for_statement right: [(list) (tuple)] @condition body: (block) @fact.branch)
  (#match? @condition "^[\\[(]\\s*[\\])]$"))
(if_statement condition: (_) @condition consequence: (block) @fact.guard)

; What a test replaces.
((call
  function: [
    (identifier) @_patch
    (_ attribute: (identifier) @_patch)
  ]
  arguments: (argument_list . (string) @target)) @fact.patch
  (#any-of? @_patch "patch" "setattr"))
((call
  function: (_ attribute: (identifier) @_patch)
  arguments: (argument_list . (_) . (string) @target)) @fact.patch
  (#any-of? @_patch "setattr" "object"))

; The answer that a double is told to give.
((assignment
  left: (attribute object: (_) @object attribute: (identifier) @target)
  right: (call function: [(identifier) @_mock (_ attribute: (identifier) @_mock)])) @fact.answer
  (#any-of? @_mock "Mock" "MagicMock" "AsyncMock"))
((assignment
  left: (attribute
    object: (attribute object: (_) @object attribute: (identifier) @target)
    attribute: (identifier) @_value)) @fact.answer
  (#eq? @_value "return_value"))

; What changes the word of the runner.
((assignment
  left: (_ object: (_) @_object attribute: (identifier) @what)
  right: (string) @_value) @fact.runner
  (#match? @_object "(^|\\.)(rep|report|result|outcome)$")
  (#eq? @what "outcome")
  (#match? @_value "passed"))
((assignment
  left: (_ object: (_) @_object attribute: (identifier) @what)) @fact.runner
  (#any-of? @_object "unittest.TestCase" "TestCase" "pytest" "unittest" "doctest.DocTestRunner" "unittest.TestResult" "TestResult" "unittest.TextTestResult" "unittest.TextTestRunner")
  (#match? @what "^(assert|fail|run|main|raises|skip|approx|wasSuccessful|addFailure|addError|__call__|exit)"))
((assignment
  left: (_ object: (_) @_session attribute: (identifier) @what)) @fact.runner
  (#match? @_session "session$")
  (#any-of? @what "exitstatus" "testsfailed"))
((function_definition
  name: (identifier) @what
  body: (block (return_statement (true)))) @fact.runner
  (#any-of? @what "pytest_pyfunc_call" "pytest_runtest_protocol" "pytest_runtest_call" "pytest_ignore_collect" "pytest_assertrepr_compare"))

; What the file uses of others.
(import_statement) @fact.import
(import_from_statement) @fact.import
