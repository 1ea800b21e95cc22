// Mock gate server for the board: node mock/server.mjs, then open /board?key=NAME (see scenarios.mjs).
// Tests post messages to /mock/send?key=NAME; a key may carry a suffix after ~ to be a test's own.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import { SCENARIOS, SCRIPTS } from './scenarios.mjs'

const PORT = Number(process.env.PORT ?? 4177)
const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
const DEMO_START = Date.parse('2026-12-14T14:32:08+08:00')

const sockets = new Map()
const overrides = new Map()
const blocked = new Map()

const nameOf = (key) => (key ?? '').split('~')[0]
const known = (key) => nameOf(key) in SCENARIOS || nameOf(key) in SCRIPTS
const demoTime = (since) => new Date(DEMO_START + Date.now() - since + 8 * 3600e3).toISOString().replace('Z', '+08:00')

function stateOf(key, since) {
  const { silent, ...state } = SCENARIOS[nameOf(key)] ?? SCENARIOS.orange
  return { ...state, at: demoTime(since), ...overrides.get(key) }
}

const body = async (req) => {
  let text = ''
  for await (const part of req) text += part
  return text ? JSON.parse(text) : {}
}

async function serveFile(res, path) {
  const file = normalize(join(DIST, path))
  if (!file.startsWith(DIST)) return res.writeHead(404).end()
  try {
    const data = await readFile(file)
    res.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CSP })
    res.end(data)
  } catch {
    res.writeHead(404).end()
  }
}

const server = createServer(async (req, res) => {
  const url = new URL(req.url, 'http://mock')
  const key = url.searchParams.get('key')
  if (url.pathname === '/board' || url.pathname === '/board/') return serveFile(res, 'index.html')
  if (url.pathname.startsWith('/board/')) return serveFile(res, url.pathname.slice(7))
  if (url.pathname === '/api/v1/board') {
    if (!known(key) || blocked.get(key) === 401) return res.writeHead(401, { 'content-type': 'application/json' }).end('{}')
    if (blocked.has(key)) return res.writeHead(blocked.get(key)).end()
    return res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(stateOf(key, Date.now())))
  }
  if (req.method === 'POST' && url.pathname === '/mock/send') {
    const text = JSON.stringify(await body(req))
    const list = sockets.get(key) ?? new Set()
    for (const s of list) s.send(text)
    return res.writeHead(200).end(String(list.size))
  }
  // Parts of the state a test wants different.
  if (req.method === 'POST' && url.pathname === '/mock/state') {
    overrides.set(key, await body(req))
    return res.writeHead(200).end()
  }
  // status 0 = works again; the sockets of this key are cut.
  if (req.method === 'POST' && url.pathname === '/mock/block') {
    const status = Number(url.searchParams.get('status'))
    if (status) blocked.set(key, status)
    else blocked.delete(key)
    for (const s of sockets.get(key) ?? []) s.terminate()
    return res.writeHead(200).end()
  }
  res.writeHead(404).end()
})

const live = new WebSocketServer({ noServer: true })
server.on('upgrade', (req, socket, head) => {
  const url = new URL(req.url, 'http://mock')
  const key = url.searchParams.get('key')
  if (url.pathname !== '/api/v1/board/live' || !known(key) || blocked.has(key)) return socket.destroy()
  live.handleUpgrade(req, socket, head, (ws) => play(ws, key))
})

function play(ws, key) {
  const since = Date.now()
  const send = (m) => ws.readyState === 1 && ws.send(JSON.stringify(m))
  if (!sockets.has(key)) sockets.set(key, new Set())
  sockets.get(key).add(ws)
  send(stateOf(key, since))
  // Stale: this once and never again.
  if (SCENARIOS[nameOf(key)]?.silent) blocked.set(key, 503)
  const timers = (SCRIPTS[nameOf(key)] ?? []).map(([ms, make]) =>
    setTimeout(() => send({ at: demoTime(since), ...make() }), ms))
  const ticks = SCENARIOS[nameOf(key)]?.silent ? null : setInterval(() => send({ type: 'tick', at: demoTime(since) }), 2000)
  ws.on('close', () => {
    clearInterval(ticks)
    timers.forEach(clearTimeout)
    sockets.get(key).delete(ws)
  })
}

server.listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/board?key=show`))
