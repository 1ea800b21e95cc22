// Session, desk, passages, log, preferences, search: what the shell, the desk and the passages page need.
import { plateShot, scene } from '../photos.mjs'
import { iso, reason } from '../world.mjs'

const NAMES = { admin: '王工', manager: '王工', guard: '李工 白班', viewer: '张工' }
const sessionOf = (w) => ({
  user: { id: 'u1', username: w.role, display_name: NAMES[w.role], role: w.role }, csrf: 'mock-csrf',
  expires_at: iso(w.clock() + 8 * 3600e3), plant: { id: 'plant', name: '廊坊市安次区XX木业有限公司' },
})
const devicesOf = (w, lane) => [
  { id: `cam-${lane.id.at(-1)}`, kind: 'hikvision', state: w.deviceState ?? 'ok', last_message_at: iso(w.clock() - 9000) },
]
const laneOf = (w, l) => ({
  ...l, devices: devicesOf(w, l),
  last: w.rows.filter((r) => r.lane === l.id && !r.historic).sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null,
})
const openHolds = (w) => w.rows.filter((r) => r.hold === 'open').sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
const strip = ({ cab, rain, dirt, true_plate, ...p }) => p
const touch = (w, p, change) => {
  w.index += 1
  Object.assign(p, change, { updated_index: w.index })
  return p
}

function listed(w, q) {
  // A regular guest of the last month, who is not in the rows of today.
  if (q.get('plate') === '冀R8B9Q7' && q.get('outcome') === 'crossed') return { items: Array.from({ length: 14 }, () => strip(w.row(0))), next: null }
  const limit = Number(q.get('limit') ?? 50)
  let from = Number(q.get('cursor') ?? 0)
  const items = []
  const wanted = (r) =>
    (!q.get('q') || (r.plate ?? '').includes(q.get('q').toUpperCase())) && (!q.get('plate') || r.plate === q.get('plate')) &&
    (!q.get('lane') || r.lane === q.get('lane')) && (!q.get('verdict') || r.verdict === q.get('verdict')) &&
    (!q.get('direction') || r.direction === q.get('direction')) && (!q.get('outcome') || r.outcome === q.get('outcome')) &&
    (!q.get('hold') || r.hold === q.get('hold')) && (!q.get('stage') || (r.stage.min ?? 'X')[0] === q.get('stage')) &&
    (w.scenario === 'million' || ((!q.get('from') || Date.parse(r.at) >= Date.parse(q.get('from'))) && (!q.get('to') || Date.parse(r.at) < Date.parse(q.get('to')))))
  let looked = 0
  while (items.length < limit && from < w.total && looked < 50_000) {
    const r = w.row(from)
    if (wanted(r)) items.push(strip(r))
    from += 1
    looked += 1
  }
  return { items, next: from < w.total ? String(from) : null }
}

export const routes = [
  ['GET', '/api/v1/session', ({ world }) => sessionOf(world)],
  ['POST', '/api/v1/session', ({ world, body, ctx }) => {
    if (world.failures >= 5) return { ...ctx.problem(429, 'full', 'locked'), headers: { 'retry-after': '900' } }
    if (body.password !== 'mock-password') {
      world.failures += 1
      return ctx.problem(401, 'denied', 'wrong')
    }
    Object.assign(world, { failures: 0, signedIn: true, role: NAMES[body.username] ? body.username : 'admin' })
    return sessionOf(world)
  }, { open: true }],
  ['DELETE', '/api/v1/session', ({ world }) => { world.signedIn = false }],
  ['PUT', '/api/v1/session/password', ({ body, ctx }) => (body.current === 'mock-password' ? undefined : ctx.problem(422, 'invalid', 'wrong', { errors: [{ field: 'current', message: { zh: '现用密码不对', en: 'Wrong' } }] }))],
  ['GET', '/api/v1/setup/{token}', ({ params, ctx }) => (params.token === 'good' ? { plant: { name: '廊坊市安次区XX木业有限公司' }, purpose: 'first' } : ctx.problem(404, 'not_found', 'spent')), { open: true }],
  ['POST', '/api/v1/setup', ({ world }) => Object.assign(world, { signedIn: true }) && { status: 201, body: sessionOf(world) }, { open: true }],
  ['GET', '/api/v1/preferences/{key}', ({ world, params }) => ({ body: world.prefs.get(params.key) ?? null })],
  ['PUT', '/api/v1/preferences/{key}', ({ world, params, body }) => { world.prefs.set(params.key, body) }],

  ['GET', '/api/v1/desk', ({ world: w }) => ({
    at: iso(w.clock()), index: w.index, kill_switch: w.kill, uplink: w.uplink, holds: openHolds(w).map((h) => ({ ...strip(h), open_until: null, waiting_exit: false })),
    lanes: w.lanes.map((l) => { const x = laneOf(w, l); return { ...x, last: x.last && strip(x.last) } }), inside: 17,
    shift: { ...w.shift, open_holds: openHolds(w).map((h) => h.id) },
  })],
  ['GET', '/api/v1/shifts/current', ({ world: w }) => ({ ...w.shift, open_holds: openHolds(w).map((h) => h.id) })],
  ['GET', '/api/v1/shifts', ({ world: w }) => ({ items: [w.shift], next: null })],
  ['POST', '/api/v1/shifts', ({ world: w, body }) => {
    w.shift = { id: `s${w.index}`, started_at: iso(w.clock()), by: body.to || '下一班', passages: 0, refused: 0, held: 0, lifts: 0, open_holds: [], note_from_last: body.note }
    return { status: 201, body: w.shift }
  }],
  ['GET', '/api/v1/inside', ({ world: w, query }) => ({
    items: ['冀R8K7Q2', '津A54321', '冀R6K021', '京A34567D'].filter((p) => p.includes(query.get('q') ?? '')).map((plate, i) => ({
      plate, colour: plate.length > 7 ? 'yellow_green' : 'yellow', since: iso(w.clock() - (i + 1) * 2_700_000), lane: 'lane-1', passage: 'p0000001',
      stage: { min: '6b', max: '6b', source: null }, declaration: null })), next: null })],
  ['GET', '/api/v1/kill-switch', ({ world }) => world.kill],
  ['PUT', '/api/v1/kill-switch', ({ world: w, body }) => (w.kill = { on: body.on, by: NAMES[w.role], since: iso(w.clock()), reason: body.reason })],
  ['PATCH', '/api/v1/lanes/{lane}', ({ world: w, params, body }) => Object.assign(w.lanes.find((l) => l.id === params.lane), body.mode ? { mode: body.mode } : {}, body.name ? { name: body.name } : {})],
  ['POST', '/api/v1/lanes/{lane}/open', ({ world: w, ctx }) => (w.kill.on ? ctx.problem(409, 'conflict', '已停止全部抬杆') : { opened: true, actuation: 'moved' })],

  ['GET', '/api/v1/passages', ({ world, query }) => listed(world, query)],
  ['GET', '/api/v1/passages/{id}', ({ world, params, ctx }) => { const p = world.find(params.id); return p ? strip(p) : ctx.problem(404, 'not_found', 'no passage') }],
  ['GET', '/api/v1/passages/{id}/photos/{n}', ({ world, params, ctx }) => {
    const p = world.find(params.id)
    if (!p) return ctx.problem(404, 'not_found', 'no passage')
    const lane = world.lanes.find((l) => l.id === p.lane)
    const label = `${lane.name} ${p.direction === 'in' ? '进厂' : '出厂'}`
    const stamp = p.at.slice(0, 23).replace('T', ' ')
    return { raw: params.n === '0' ? scene(p, stamp, label) : plateShot(p), type: 'image/svg+xml', headers: { 'cache-control': 'max-age=3600' } }
  }],
  ['POST', '/api/v1/passages/{id}/resolve', ({ world: w, params, body, ctx }) => {
    const p = w.find(params.id)
    if (!p || p.hold !== 'open') return ctx.problem(409, 'conflict', '这辆车已经处理过')
    if (w.kill.on && body.verdict === 'admit') return ctx.problem(409, 'conflict', '已停止全部抬杆')
    touch(w, p, {
      hold: body.verdict === 'admit' ? 'admitted' : 'refused', verdict: body.verdict, resolved_by: NAMES[w.role], resolved_reason: body.reason,
      plate: body.plate ?? p.plate, actuation: body.verdict === 'admit' ? 'moved' : 'none',
    })
    ctx.tell(strip(p))
    return { id: p.id, opened: body.verdict === 'admit', actuation: p.actuation }
  }],
  ['POST', '/api/v1/passages/{id}/amend', ({ world: w, params, body, ctx }) => {
    const p = w.find(params.id)
    const after = { plate: body.plate ?? p.plate, colour: body.colour ?? p.colour }
    touch(w, p, { ...after, amendments: [...p.amendments, { at: iso(w.clock()), by: NAMES[w.role], reason: body.reason, before: { plate: p.plate, colour: p.colour }, after }] })
    ctx.tell(strip(p))
    return strip(p)
  }],
  ['POST', '/api/v1/decisions', ({ body }) => {
    const bad = /8Q|889|12345/.test(body.plate ?? '')
    return { verdict: bad ? 'refuse' : 'admit', reasons: [bad ? reason('plan.orange.2', 'refuse', '国四重型货车，橙色预警期间禁止进入', 'China 4 heavy truck') : reason('plan.ok', 'remind', '符合橙色预警要求', 'Meets the orange warning')] }
  }],
  ['GET', '/api/v1/search', ({ world: w, query }) => {
    const q = (query.get('q') ?? '').toUpperCase()
    const passages = []
    for (let i = 0; i < Math.min(w.total, 2000) && passages.length < 8; i += 1) if ((w.row(i).plate ?? '').includes(q)) passages.push(strip(w.row(i)))
    const vehicles = passages.slice(0, 3).map((p) => ({ plate: p.plate, colour: p.colour, stage: p.stage, vehicle_class: p.vehicle_class, fuel: 'B', source: 'plant' }))
    return { vehicles, passages, list_items: [] }
  }],

  ['GET', '/api/v1/log/checkpoint', ({ world }) => ({ raw: world.theLog().checkpoint(), type: 'text/plain' })],
  ['GET', '/api/v1/log/proof/inclusion', ({ world, query }) => ({ proof: world.theLog().path(Number(query.get('index')), 0, Number(query.get('size'))).map((x) => x.toString('base64')) })],
  ['GET', '/api/v1/log/tile/{rest*}', ({ world, params, ctx }) => { const raw = world.theLog().tile(params.rest); return raw ? { raw, type: 'application/octet-stream' } : ctx.problem(404, 'not_found', 'no tile') }],
]
