-- Plays a person in Neovim: waits for the baseline, has an outside process weaken a test, and
-- takes the change back by the code action. Prints what it saw as JSON.
local file, before = vim.env.TEST_FILE, table.concat(vim.fn.readfile(vim.env.TEST_FILE, "b"), "\n")
local state, seen = nil, {}

vim.lsp.config("touchline", {
  cmd = { vim.env.TOUCHLINE, "serve" },
  root_markers = { ".touchline", ".git" },
  handlers = {
    ["touchline/status"] = function(_, status)
      state = status.state
    end,
  },
})
vim.lsp.enable("touchline")

local function wait_for(what, condition)
  assert(vim.wait(60000, condition, 20), "waited in vain: " .. what)
end

local function content()
  return table.concat(vim.fn.readfile(file, "b"), "\n")
end

vim.cmd.edit(file)
wait_for("the baseline", function()
  return state == "watching"
end)
vim.system({ "sed", "-i", "/currency/d", file }):wait()
wait_for("the warning", function()
  return #vim.diagnostic.get(0) > 0
end)
local found = vim.diagnostic.get(0)[1]
seen.code, seen.message, seen.severity = found.code, found.message, found.severity
vim.cmd.checktime()
vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
local asked = -math.huge
wait_for("the file as it was", function()
  if vim.uv.now() - asked > 8000 then -- asked while the text was read anew, nothing is offered
    asked = vim.uv.now()
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action)
        return action.title == "Take this change back"
      end,
    })
  end
  return content() == before
end)
wait_for("no warning", function()
  return #vim.diagnostic.get(0) == 0
end)
io.stdout:write(vim.json.encode(seen) .. "\n")
vim.cmd("qa!")
