; Branches and what comes of them.
(if_expression condition: (_) @fact.special consequence: (block) @extent)
(if_expression
  condition: (_) @fact.special
  consequence: (block
    . [(integer_literal) (float_literal) (string_literal) (array_expression) (tuple_expression)
       (macro_invocation) (call_expression) (unary_expression) (boolean_literal)] @value @extent .))
(match_arm pattern: (match_pattern) @fact.arm value: (_) @value @extent)
(array_expression . (tuple_expression)) @fact.table

; Lists of literals.
(array_expression . (_) . (_)) @fact.list
((macro_invocation macro: (identifier) @_vec (token_tree) @fact.list) (#eq? @_vec "vec"))
(return_expression (_) @value) @fact.outcome
((macro_invocation macro: (identifier) @_print (token_tree) @value) @fact.outcome
  (#any-of? @_print "println" "print"))

; Equality.
((function_item name: (identifier) @fact.equality body: (block) @extent)
  (#any-of? @fact.equality "eq" "ne"))

; The end of the process.
((call_expression function: (scoped_identifier name: (identifier) @what) @_path arguments: (arguments) @status) @fact.exit
  (#match? @_path "process::(exit|abort)$"))
(block
  (expression_statement (call_expression function: (scoped_identifier name: (identifier) @what) @_path) @fact.exit)
  . (line_comment)? . (_) @dead
  (#not-match? @dead "^(//|/\\*|#)")
  (#match? @_path "process::(exit|abort)$"))

; What a program can tell a test run by.
((call_expression function: (scoped_identifier) @_var arguments: (arguments . (_) @key)) @fact.environment
  (#match? @_var "env::(var|var_os|set_var)$"))
((macro_invocation macro: (identifier) @_cfg (token_tree) @_test) @fact.runnerglobal
  (#eq? @_cfg "cfg")
  (#match? @_test "^\\(\\s*test\\s*\\)$"))

((block
  (attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @_test)) @fact.runnerglobal
  . [(expression_statement) (let_declaration)])
  (#eq? @_cfg "cfg")
  (#match? @_test "^\\(\\s*test\\s*\\)$"))
((block
  (attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @_test)) @fact.special
  . (expression_statement (return_expression (_) @value)) @extent)
  (#eq? @_cfg "cfg")
  (#match? @_test "^\\(\\s*test\\s*\\)$"))

; Files that are read.
((call_expression function: (scoped_identifier name: (identifier) @what) @_path) @fact.reads
  (#match? @_path "(fs::read|fs::read_to_string|File::open|fs::read_dir|Path::new)$"))
((macro_invocation macro: (identifier) @what) @fact.reads (#any-of? @what "include_str" "include_bytes"))
((string_literal) @fact.string (#match? @fact.string "(?i)test|expect|answer|solution|golden|grad(er|ing)|verif|snap"))

; Bodies that do nothing.
(function_item name: (identifier) @fact.function parameters: (_) @parameters body: (block) @extent)

; Errors that are given to nobody.
(let_declaration pattern: "_" value: (_) @call) @fact.discard
(expression_statement
  (call_expression function: (field_expression value: (_) @call field: (field_identifier) @_ok))
  (#eq? @_ok "ok")) @fact.discard
((call_expression function: (field_expression value: (_) @call field: (field_identifier) @_or)) @fact.discard
  (#eq? @_or "unwrap_or_default"))
