; Branches and what comes of them.
(if_statement condition: (_) @fact.special consequence: (_) @extent)
(ternary_expression condition: (_) @fact.special consequence: (_) @value @extent)
(switch_case value: (_) @fact.arm) @extent
(return_statement (_) @value) @fact.outcome
((call_expression
  function: (_ object: (identifier) @_console property: (property_identifier) @_log)
  arguments: (arguments) @value) @fact.outcome
  (#eq? @_console "console")
  (#eq? @_log "log"))

; Tables.
(object (pair)) @fact.table
((new_expression constructor: (identifier) @_map arguments: (arguments . (array (array)) @fact.table))
  (#eq? @_map "Map"))
(array . [(array) (object)]) @fact.table

; Lists of literals.
(array . (_) . (_)) @fact.list

; Equality.
((method_definition name: (property_identifier) @fact.equality body: (statement_block) @extent)
  (#any-of? @fact.equality "equals" "isEqual" "eq"))
((assignment_expression left: (member_expression object: (_) @_of) @fact.replacement)
  (#match? @fact.replacement "^(Object\\.is|assert\\.(deepEqual|equal|strictEqual|deepStrictEqual)|expect\\.\\w+)$"))

((pair key: (property_identifier) @fact.equality value: (arrow_function body: (_) @extent))
  (#eq? @fact.equality "asymmetricMatch"))

; The end of the process, and the word of the runner that a test does not count.
((call_expression
  function: (_ object: (identifier) @_process property: (property_identifier) @what)
  arguments: (arguments) @status) @fact.exit
  (#any-of? @_process "process" "Deno")
  (#any-of? @what "exit" "abort" "reallyExit"))
(statement_block
  (expression_statement
    (call_expression
      function: (_ object: (identifier) @_process property: (property_identifier) @what)) @fact.exit)
  . (comment)? . (_) @dead
  (#not-match? @dead "^(//|/\\*|#)")
  (#any-of? @_process "process" "Deno")
  (#any-of? @what "exit" "abort" "reallyExit"))

; What a program can tell a test run by.
(member_expression
  object: (_ object: (identifier) @_process property: (property_identifier) @_env)
  property: (property_identifier) @key
  (#eq? @_process "process")
  (#eq? @_env "env")) @fact.environment
(subscript_expression
  object: (_ object: (identifier) @_process property: (property_identifier) @_env)
  index: (string) @key
  (#eq? @_process "process")
  (#eq? @_env "env")) @fact.environment
((binary_expression) @fact.compare
  (#match? @fact.compare "argv|\\.stack\\b|\\b(globalThis|window|global)\\b.*\\b(jest|describe|it|vi)\\b|require\\.main"))
((unary_expression argument: (identifier) @_runner) @fact.runnerglobal
  (#match? @fact.runnerglobal "^typeof")
  (#any-of? @_runner "jest" "describe" "it" "vi" "beforeEach" "expect"))

; Files that are read, and modules.
((call_expression
  function: [(identifier) @what (_ property: (property_identifier) @what)]
  arguments: (arguments)) @fact.reads
  (#any-of? @what "readFileSync" "readFile" "existsSync" "readdirSync" "readdir" "createReadStream" "require" "globSync"))
((string) @fact.string (#match? @fact.string "(?i)test|spec|expect|answer|solution|golden|grad(er|ing)|verif|snap"))
(import_statement source: (string (string_fragment) @module)) @fact.module

; Errors that go nowhere, and bodies that do nothing.
(try_statement body: (statement_block) @extent handler: (catch_clause) @fact.swallow)
(function_declaration name: (identifier) @fact.function parameters: (_) @parameters body: (statement_block) @extent)
(method_definition name: (property_identifier) @fact.function parameters: (_) @parameters body: (statement_block) @extent)
(assignment_expression
  left: (member_expression property: (property_identifier) @fact.function)
  right: (function_expression parameters: (_) @parameters body: (statement_block) @extent))
(assignment_expression
  left: (member_expression property: (property_identifier) @fact.function)
  right: (arrow_function parameters: (_) @parameters body: (_) @extent))
(variable_declarator
  name: (identifier) @fact.function
  value: (arrow_function parameters: (_) @parameters body: (_) @extent))

; Clocks and randomness that are replaced.
((assignment_expression left: (member_expression) @fact.replaced)
  (#match? @fact.replaced "^(Date\\.now|Math\\.random|performance\\.now|global(This)?\\.(Date|setTimeout|setInterval)|crypto\\.\\w+|window\\.(Date|setTimeout))$"))
