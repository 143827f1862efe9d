; Branches and what comes of them.
(if_statement condition: (_) @fact.special consequence: (block) @extent)
(elif_clause condition: (_) @fact.special consequence: (block) @extent)
(conditional_expression . (_) @value @extent . (_) @fact.special)
(match_statement
  subject: (_) @subject
  body: (block (case_clause (case_pattern) @fact.arm consequence: (block) @extent)))
(return_statement (_) @value) @fact.outcome
((call function: (identifier) @_print arguments: (argument_list) @value) @fact.outcome
  (#eq? @_print "print"))

; Tables.
(dictionary) @fact.table
(list . (tuple)) @fact.table
(tuple . (tuple)) @fact.table

; Lists of literals.
(list . (_) . (_)) @fact.list
(tuple . (_) . (_)) @fact.list
(set . (_) . (_)) @fact.list

; Equality.
((function_definition name: (identifier) @fact.equality body: (block) @extent)
  (#any-of? @fact.equality "__eq__" "__ne__" "__lt__" "__le__" "__gt__" "__ge__"))
((assignment left: (_ attribute: (identifier) @fact.equality) right: (lambda body: (_) @extent))
  (#any-of? @fact.equality "__eq__" "__ne__"))
((assignment left: (identifier) @fact.equality right: (lambda body: (_) @extent))
  (#any-of? @fact.equality "__eq__" "__ne__"))
((return_statement [(identifier) @_any (attribute attribute: (identifier) @_any)]) @fact.replacement
  (#eq? @_any "ANY"))
((pair key: (string) @fact.equality value: (lambda body: (_) @extent))
  (#match? @fact.equality "__(eq|ne)__"))
((assignment left: (_ object: (identifier) @_operator attribute: (identifier) @_eq) @fact.replacement)
  (#eq? @_operator "operator")
  (#any-of? @_eq "eq" "ne" "is_" "contains"))

; The end of the process, and the word of the runner that a test does not count.
((call function: [(identifier) @what (_ object: (identifier) @_of attribute: (identifier) @what)]
  arguments: (argument_list) @status) @fact.exit
  (#any-of? @what "exit" "_exit" "quit" "abort"))
(block
  (expression_statement
    (call
      function: [(identifier) @what (_ object: (identifier) attribute: (identifier) @what)]
      arguments: (argument_list)) @fact.exit)
  . (comment)? . (_) @dead
  (#not-match? @dead "^(//|/\\*|#)")
  (#any-of? @what "exit" "_exit" "quit" "abort"))
((raise_statement [(identifier) @what (call function: (identifier) @what arguments: (_) @status)]) @fact.exit
  (#eq? @what "SystemExit"))
((raise_statement
  [
    (call function: [(identifier) @what (_ attribute: (identifier) @what)])
    (identifier) @what
    (_ attribute: (identifier) @what)
  ]) @fact.skips
  (#any-of? @what "SkipTest" "Skipped"))
((call function: (_ object: (identifier) @_runner attribute: (identifier) @what)) @fact.skips
  (#eq? @_runner "pytest")
  (#any-of? @what "skip" "xfail" "exit" "importorskip"))
((call function: (_ object: (_) attribute: (identifier) @what)) @fact.skips
  (#eq? @what "skipTest"))

; What a program can tell a test run by.
((comparison_operator) @fact.compare
  (#match? @fact.compare "sys\\.modules|co_name|co_filename|f_code|\\.function|(globals|locals|vars|dir)\\(\\)|argv|__file__"))
((call function: (_ object: (_) @_environ attribute: (identifier) @_get) arguments: (argument_list . (_) @key)) @fact.environment
  (#match? @_environ "environ$|^os$")
  (#any-of? @_get "get" "getenv" "setdefault" "pop" "putenv" "update"))
((subscript value: (_) @_environ subscript: (_) @key) @fact.environment
  (#match? @_environ "environ$"))
((call function: (identifier) @_getenv arguments: (argument_list . (_) @key)) @fact.environment
  (#eq? @_getenv "getenv"))
((attribute attribute: (identifier) @what) @fact.frame
  (#any-of? @what "f_locals" "f_globals" "f_back" "f_code" "co_name" "co_filename"))
((call function: [(identifier) @what (_ attribute: (identifier) @what)]) @fact.frame
  (#any-of? @what "currentframe" "_getframe" "stack" "extract_stack"))
(global_statement (identifier) @fact.global)
((call function: (identifier) @_hasattr arguments: (argument_list . (_) @object . (_) @key)) @fact.attribute
  (#any-of? @_hasattr "hasattr" "getattr"))

; Files that are read, and modules.
((call function: [(identifier) @what (_ attribute: (identifier) @what)] arguments: (argument_list)) @fact.reads
  (#any-of? @what "open" "read_text" "read_bytes" "exists" "isfile" "is_file" "listdir" "glob" "iglob" "rglob" "scandir" "walk" "loadtxt" "spec_from_file_location" "run_path"))
((string) @fact.string (#match? @fact.string "(?i)test|expect|answer|solution|golden|grad(er|ing)|verif"))
(import_statement name: [(dotted_name) @module (aliased_import name: (_) @module)]) @fact.module
(import_from_statement module_name: (_) @module) @fact.module

; Errors that go nowhere, and bodies that do nothing.
(try_statement body: (block) @extent (except_clause) @fact.swallow)
(function_definition name: (identifier) @fact.function parameters: (parameters) @parameters body: (block) @extent)

; Clocks and randomness that are replaced.
((assignment left: (_ object: (_) @_module) @fact.replaced)
  (#match? @_module "^(time|datetime|random|datetime\\.datetime|builtins|math)$"))
