// Mock gate server for the console: node mock/server.mjs, then open http://127.0.0.1:4187/ (any user, password "mock-password").
// Tests steer it: POST /mock/reset?scenario=picture|ten|million|empty|quiet, /mock/arrive, /mock/set, /mock/down?on=1, GET /mock/calls.
// Routes of further pages: add a file to mock/routes/ that exports `routes`.
import { createServer } from 'node:http'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import { arrive, makeWorld } from './world.mjs'

const PORT = Number(process.env.PORT ?? 4187)
const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"

const state = { world: makeWorld(process.env.SCENARIO ?? 'picture') }
const sockets = new Set()

export const problem = (status, code, detail, more = {}) => ({ status, problem: { type: 'about:blank', title: code, status, detail, code, ...more } })
const ctx = {
  get world() { return state.world },
  problem,
  tell(passage) {
    const text = JSON.stringify({ type: 'passage', index: passage.updated_index, passage })
    for (const s of sockets) s.send(text)
  },
}

const routes = []
for (const file of readdirSync(new URL('./routes/', import.meta.url)).sort()) {
  const part = await import(new URL(`./routes/${file}`, import.meta.url))
  routes.push(...part.routes)
}

function match(method, path) {
  for (const [m, pattern, handler, options] of routes) {
    if (m !== method) continue
    const names = []
    const source = pattern.replace(/\{(\w+)(\*?)\}/g, (_, name, rest) => (names.push(name), rest ? '(.+)' : '([^/]+)'))
    const hit = new RegExp(`^${source}$`).exec(path)
    if (hit) return { handler, options: options ?? {}, params: Object.fromEntries(names.map((n, i) => [n, decodeURIComponent(hit[i + 1])])) }
  }
  return null
}

async function bodyOf(req) {
  const parts = []
  for await (const part of req) parts.push(part)
  const raw = Buffer.concat(parts)
  try { return { raw, json: raw.length ? JSON.parse(raw.toString()) : {} } } catch { return { raw, json: {} } }
}

async function serveFile(res, path) {
  const file = normalize(join(DIST, path))
  const found = file.startsWith(DIST) && extname(file) ? file : join(DIST, 'index.html')
  try {
    const data = await readFile(found)
    res.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream', 'content-security-policy': CSP })
    res.end(data)
  } catch {
    res.writeHead(404).end()
  }
}

function answer(res, result, okStatus = 200) {
  if (result?.problem) {
    res.writeHead(result.status, { 'content-type': 'application/problem+json', ...result.headers })
    return res.end(JSON.stringify(result.problem))
  }
  if (result?.raw !== undefined) {
    res.writeHead(200, { 'content-type': result.type, 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", ...result.headers })
    return res.end(result.raw)
  }
  if (result === undefined || result === null) return res.writeHead(204).end()
  res.writeHead(result.status ?? okStatus, { 'content-type': 'application/json', ...result.headers })
  res.end(JSON.stringify(result.body === undefined ? result : result.body))
}

const steer = {
  '/mock/reset': (q, body) => {
    state.world = makeWorld(q.get('scenario') ?? 'picture', body)
    for (const s of sockets) s.close()
    return { ok: true }
  },
  '/mock/arrive': (q, body) => {
    const p = arrive(state.world, body)
    ctx.tell(p)
    return p
  },
  '/mock/set': (q, body) => Object.assign(state.world, body) && { ok: true },
  '/mock/down': (q) => {
    state.world.down = q.get('on') === '1'
    for (const s of sockets) s.terminate()
    return { ok: true }
  },
  '/mock/calls': () => ({ items: state.world.calls }),
}

const server = createServer(async (req, res) => {
  const url = new URL(req.url, 'http://mock')
  const path = url.pathname
  const body = await bodyOf(req)
  if (steer[path]) return answer(res, steer[path](url.searchParams, body.json))
  if (!path.startsWith('/api/')) return serveFile(res, path === '/' ? 'index.html' : path)
  if (state.world.down) return req.socket.destroy()
  const hit = match(req.method, path)
  if (!hit) return answer(res, problem(404, 'not_found', `no route ${req.method} ${path}`))
  const { world } = state
  if (!world.signedIn && !hit.options.open) return answer(res, problem(401, 'denied', 'sign in first'))
  if (req.method !== 'GET') {
    world.calls.push({ method: req.method, path, body: body.json })
    if (!hit.options.open && req.headers['x-csrf-token'] !== 'mock-csrf') return answer(res, problem(403, 'csrf', 'wrong token'))
  }
  try {
    answer(res, await hit.handler({ ctx, world, params: hit.params, query: url.searchParams, body: body.json, raw: body.raw, req }))
  } catch (e) {
    console.error(e)
    answer(res, problem(500, 'internal', String(e)))
  }
})

const live = new WebSocketServer({ noServer: true })
server.on('upgrade', (req, socket, head) => {
  if (!req.url.startsWith('/api/v1/live') || state.world.down || !state.world.signedIn) return socket.destroy()
  live.handleUpgrade(req, socket, head, (ws) => {
    sockets.add(ws)
    ws.on('close', () => sockets.delete(ws))
    const after = Number(new URL(req.url, 'http://mock').searchParams.get('after'))
    for (const p of [...state.world.rows].reverse()) if (p.updated_index > after) ws.send(JSON.stringify({ type: 'passage', index: p.updated_index, passage: p }))
  })
})

server.listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/desk`))
