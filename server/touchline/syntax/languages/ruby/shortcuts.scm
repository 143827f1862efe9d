; Branches and what comes of them.
(if condition: (_) @fact.special consequence: (then) @extent)
(elsif condition: (_) @fact.special consequence: (then) @extent)
(if_modifier body: (return (argument_list) @value) @extent condition: (_) @fact.special)
(conditional condition: (_) @fact.special consequence: (_) @value @extent)
(when pattern: (pattern) @fact.arm body: (then . [(integer) (string) (array) (hash) (float) (true) (false) (nil)] @value @extent .))
(return (argument_list) @value) @fact.outcome
(then . [(integer) (string) (array) (hash) (float) (true) (false) (nil)] @value @fact.outcome .)
((call !receiver method: (identifier) @_puts arguments: (argument_list) @value) @fact.outcome
  (#any-of? @_puts "puts" "print" "p"))

; Tables.
(hash (pair)) @fact.table
(array . (array)) @fact.table

; Lists of literals.
(array . (_) . (_)) @fact.list

; Equality.
((method name: (_) @fact.equality body: (body_statement) @extent)
  (#any-of? @fact.equality "==" "eql?" "equal?" "!=" "==="))

((method name: (_) @fact.equality body: [(true) (false)] @extent)
  (#any-of? @fact.equality "==" "eql?" "equal?" "!=" "==="))

; The end of the process, and the word of the runner that a test does not count.
((_ method: (identifier) @what arguments: (argument_list) @status) @fact.exit
  (#any-of? @what "exit" "exit!" "abort"))
((body_statement [(identifier) (_ method: (identifier))] @fact.exit . (comment)? . (_) @dead)
  (#not-match? @dead "^#")
  (#match? @fact.exit "^(Kernel\\.|Process\\.)?exit!?\\b"))
((_ method: (identifier) @_raise arguments: (argument_list (_) @what)) @fact.skips
  (#eq? @_raise "raise")
  (#match? @what "(Minitest::Skip|SkipDeclaredInExample|PendingDeclaredInExample)"))

; What a program can tell a test run by.
((element_reference object: (constant) @_env (_) @key) @fact.environment (#eq? @_env "ENV"))
((_ receiver: (constant) @_env method: (identifier) @_fetch arguments: (argument_list . (_) @key)) @fact.environment
  (#eq? @_env "ENV")
  (#eq? @_fetch "fetch"))
((_ method: (identifier) @_defined) @fact.runnerglobal
  (#match? @fact.runnerglobal "^(Object|Kernel)\\.const_defined\\?\\(:?\"?(Minitest|RSpec|Test)"))
((unary operand: (_) @_runner) @fact.runnerglobal
  (#match? @fact.runnerglobal "^defined\\?")
  (#match? @_runner "^\\(?(RSpec|Minitest|Test::Unit|MiniTest)\\b"))
((binary) @fact.compare (#match? @fact.compare "caller|\\$PROGRAM_NAME|\\$0\\b|__FILE__"))

; Files that are read.
((_ method: (identifier) @what) @fact.reads
  (#any-of? @what "read" "open" "readlines" "exist?" "glob" "foreach" "require_relative" "load_file" "entries" "children"))
((string) @fact.string (#match? @fact.string "(?i)test|spec|expect|answer|solution|golden|grad(er|ing)|verif"))

; Errors that go nowhere, and bodies that do nothing.
(body_statement (rescue) @fact.swallow) @extent
(begin (rescue) @fact.swallow) @extent
(method name: (identifier) @fact.function parameters: (_)? @parameters body: (body_statement) @extent)
(singleton_method name: (identifier) @fact.function parameters: (_)? @parameters body: (body_statement) @extent)
