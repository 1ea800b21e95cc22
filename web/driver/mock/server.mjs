// Mock gate server for the QR's page: node mock/server.mjs, then open /q?g=east on port 4197.
// The plate decides the answer: …9429 too often, …9422 refused, …9500 broken.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const PORT = Number(process.env.PORT ?? 4197)
const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
const NOTICE = {
  plant: '廊坊市安次区XX木业有限公司', level: 'orange', warning: { zh: '橙色预警', en: 'Orange warning' },
  rule: { zh: '国四及以下重型载货车辆（含燃气）不能进厂', en: 'No heavy trucks of stage 4 and below' },
}
const DONE = { zh: '到门口慢行，等大屏显示结果', en: 'Drive up slowly and wait for the screen' }
const received = []

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
const json = (res, status, body) => res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

createServer(async (req, res) => {
  const url = new URL(req.url, 'http://mock')
  if (url.pathname === '/q' || url.pathname === '/q/') return serveFile(res, 'index.html')
  if (url.pathname.startsWith('/q/')) return serveFile(res, url.pathname.slice(3))
  if (url.pathname === '/api/v1/public/notice') {
    const gate = url.searchParams.get('gate')
    return json(res, 200, { ...NOTICE, gate: gate ? '1号门' : null })
  }
  if (url.pathname === '/mock/received') return json(res, 200, received)
  if (url.pathname === '/api/v1/public/declarations' && req.method === 'POST') {
    let text = ''
    for await (const part of req) text += part
    const body = JSON.parse(text)
    received.push({ ...body, key: req.headers['idempotency-key'] })
    if (body.plate.endsWith('9429')) return json(res, 429, { detail: 'too often' })
    if (body.plate.endsWith('9422')) return json(res, 422, { detail: '这辆车今天已登记' })
    if (body.plate.endsWith('9500')) return res.writeHead(500).end('oops')
    return json(res, 201, { id: 'd1', text: DONE })
  }
  res.writeHead(404).end()
}).listen(PORT, '127.0.0.1')
