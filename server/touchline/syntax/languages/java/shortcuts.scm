; Branches and what comes of them.
(if_statement condition: (_) @fact.special consequence: (_) @extent)
(ternary_expression condition: (_) @fact.special consequence: (_) @value @extent)
((method_invocation object: (identifier) @_map name: (identifier) @_of arguments: (argument_list) @fact.table)
  (#eq? @_map "Map")
  (#any-of? @_of "of" "ofEntries"))

; Lists of literals.
(array_initializer . (_) . (_)) @fact.list
((method_invocation name: (identifier) @_of arguments: (argument_list . (_) . (_)) @fact.list)
  (#any-of? @_of "of" "asList"))
(switch_rule (switch_label (_) @fact.arm) . (expression_statement (_) @value) @extent)
(switch_rule (switch_label (_) @fact.arm) . (block) @extent)
(switch_block_statement_group (switch_label (_) @fact.arm)) @extent
(return_statement (_) @value) @fact.outcome
((method_invocation object: (field_access) @_out name: (identifier) @_print arguments: (argument_list) @value) @fact.outcome
  (#eq? @_out "System.out")
  (#any-of? @_print "println" "print"))

; Equality.
((method_declaration name: (identifier) @fact.equality body: (block) @extent)
  (#any-of? @fact.equality "equals" "compareTo"))

; The end of the process.
((method_invocation object: (_) @_of name: (identifier) @what arguments: (argument_list) @status) @fact.exit
  (#match? @_of "^(System|Runtime\\.getRuntime\\(\\))$")
  (#any-of? @what "exit" "halt"))
(block
  (expression_statement (method_invocation object: (_) @_of name: (identifier) @what) @fact.exit)
  . (line_comment)? . (_) @dead
  (#not-match? @dead "^(//|/\\*|#)")
  (#match? @_of "^(System|Runtime\\.getRuntime\\(\\))$")
  (#any-of? @what "exit" "halt"))

; The word of the runner that a test does not count.
((throw_statement (object_creation_expression type: (_) @what)) @fact.skips
  (#match? @what "(AssumptionViolatedException|TestAbortedException|SkipException)$"))
((method_invocation name: (identifier) @what) @fact.skips
  (#any-of? @what "assumeTrue" "assumeFalse" "assumeThat" "assumingThat"))

; What a program can tell a test run by.
((method_invocation object: (identifier) @_system name: (identifier) @_get arguments: (argument_list . (_) @key)) @fact.environment
  (#eq? @_system "System")
  (#any-of? @_get "getenv" "getProperty" "setProperty"))
((method_invocation object: (_) @_of name: (identifier) @_call) @fact.compare
  (#match? @_of "get(Method|Class|File)Name\\(\\)$")
  (#match? @_call "^(equals|contains|startsWith|endsWith|matches|equalsIgnoreCase)$"))
((method_invocation object: (identifier) @_class name: (identifier) @_for arguments: (argument_list (string_literal) @_name)) @fact.runnerglobal
  (#eq? @_class "Class")
  (#eq? @_for "forName")
  (#match? @_name "junit|testng"))

; Files that are read.
((method_invocation name: (identifier) @what) @fact.reads
  (#any-of? @what "readString" "readAllLines" "readAllBytes" "lines" "newBufferedReader" "exists" "list" "walk" "getResourceAsStream"))
((object_creation_expression type: (_) @what) @fact.reads
  (#any-of? @what "FileReader" "FileInputStream" "File" "Scanner"))
((string_literal) @fact.string (#match? @fact.string "(?i)test|expect|answer|solution|golden|grad(er|ing)|verif"))

; Errors that go nowhere, and bodies that do nothing.
(try_statement body: (block) @extent (catch_clause) @fact.swallow)
(method_declaration name: (identifier) @fact.function parameters: (_) @parameters body: (block) @extent)
