-- A session in Neovim without a window: open, see diagnostics, apply a fix, see what is left, save.
-- Run by tests/editors/run.py, in a folder with a Dockerfile: nvim --headless --clean -S neovim.lua.
local python = vim.env.MLINT_PYTHON
local failed = false

local function say(text)
  io.stdout:write(text .. "\n")
end

local function check(condition, text)
  say((condition and "ok   " or "FAIL ") .. text)
  failed = failed or not condition
end

local function codes(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
    found[code] = one
  end
  return found
end

local function main()
  vim.cmd("edit Dockerfile")
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = "dockerfile"
  local client_id = vim.lsp.start_client({
    name = "mlint",
    cmd = { python, "-m", "mlint", "server" },
    root_dir = vim.fn.getcwd(),
  })
  check(client_id ~= nil, "the server starts")
  vim.lsp.buf_attach_client(buffer, client_id)

  local shown = vim.wait(20000, function()
    return codes(buffer).ML301 ~= nil
  end, 20)
  check(shown, "diagnostics appear")
  local cache = codes(buffer).ML301
  check(cache and cache.lnum == 1 and cache.col == 4, "at the place of the install")

  local function request(method, params)
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 20000)
    return answers and answers[client_id] and answers[client_id].result
  end

  local client = vim.lsp.get_client_by_id(client_id)
  local place = { line = 1, character = 6 }
  local document = { uri = vim.uri_from_bufnr(buffer) }

  local hover = request("textDocument/hover", { textDocument = document, position = place })
  check(hover and hover.contents.value:find("ML301 pip%-cache%-kept") ~= nil, "the page of the rule is shown")

  local actions = request("textDocument/codeAction", {
    textDocument = document,
    range = { start = place, ["end"] = place },
    context = { diagnostics = {} },
  })
  local fix = nil
  for _, action in ipairs(actions or {}) do
    if action.isPreferred then
      fix = fix or action
    end
  end
  check(fix ~= nil, "a fix is offered")
  if fix then
    vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
  end
  local line = vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1]
  check(line == "RUN pip install --no-cache-dir pandas==2.2.3", "the fix is in the buffer")

  local gone = vim.wait(20000, function()
    return codes(buffer).ML301 == nil
  end, 20)
  check(gone, "the diagnostic goes")
  check(codes(buffer).ML319 ~= nil, "the others stay")

  -- What another file holds in a buffer that is not saved counts, too.
  vim.cmd("write")
  vim.cmd("edit requirements.txt")
  local other = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(other, client_id)
  vim.api.nvim_buf_set_lines(other, 0, -1, false, { "six==1.17.0" })
  local pinned = vim.wait(20000, function()
    return codes(buffer).ML319 == nil
  end, 20)
  check(pinned, "an unsaved dependency file is what is read")

  vim.lsp.stop_client(client_id)
  vim.wait(5000, function()
    return vim.lsp.get_client_by_id(client_id) == nil
  end, 20)
  check(vim.lsp.get_client_by_id(client_id) == nil, "the server ends")
end

local ran, problem = pcall(main)
if not ran then
  check(false, tostring(problem))
end
vim.cmd(failed and "cquit! 1" or "qall!")
