// Registry, imports, lists, users and logs of the back office; every list is in the world, so a reset forgets it.
import { iso } from '../world.mjs'

const DAY = 86400e3
const made = (w, key, make) => (w[key] ??= make(w))
const has = (text, q) => !q || String(text ?? '').includes(q.toUpperCase())
const paged = (items, query) => {
  const from = Number(query.get('cursor') ?? 0)
  const to = from + Number(query.get('limit') ?? 50)
  return { items: items.slice(from, to), next: to < items.length ? String(to) : null }
}
const fault = (ctx, field, zh, en) => ctx.problem(422, 'invalid', zh, { errors: [{ field, message: { zh, en } }] })
const next = (w, letter) => `${letter}${(w.serial = (w.serial ?? 100) + 1)}`

// Registry
const V = (w, plate, colour, stage, cls, fuel, mass, source, more = {}) => ({
  plate, colour, stage: stage && { min: stage, max: more.max ?? stage, source: source === 'guard' ? '门卫登记' : source === 'import' ? '导入' : '随车清单' },
  vehicle_class: cls, fuel, gross_mass_kg: mass, nev: fuel === 'C', vin: null, source, provisional_until: null, confirmed_by: '王工',
  updated_at: iso(w.clock() - 3 * DAY), updated_by: '王工', evidence: [], ...more,
})
const firstVehicles = (w) => (w.scenario === 'empty' ? [] : [
  V(w, '冀R8B9Q7', 'yellow', '6b', 'H17', 'B', 25000, 'guard', { provisional_until: iso(w.clock() + 2 * DAY), confirmed_by: null, updated_by: '李工', updated_at: iso(w.clock() - 5 * DAY),
    evidence: [{ sha256: 'e1'.repeat(32), url: '/api/v1/passages/p-held/photos/0', mime: 'image/jpeg', size: 180_000, at: iso(w.clock() - 5 * DAY), by: '李工' }] }),
  V(w, '冀R889Q7', 'yellow', '4', 'H17', 'B', 25000, 'plant'), V(w, '津A12345', 'yellow', '4', 'Q11', 'B', 40000, 'plant'), V(w, '津A54321', 'yellow', '6b', 'H17', 'B', 31000, 'import'),
  V(w, '冀R6K021', 'yellow', '6b', 'Q11', 'B', 49000, 'plant'), V(w, '冀R7F168', 'blue', '5', 'H31', 'B', 4495, 'import'),
  V(w, '京A34567D', 'yellow_green', 'D', 'Q11', 'C', 49000, 'import'), V(w, '冀RD06789', 'green', 'D', 'H31', 'C', 4495, 'import'),
  V(w, '鲁N60L82', 'yellow', '3', 'H17', 'B', 25000, 'import'), V(w, '晋M3K527', 'yellow', null, 'H17', 'B', null, 'import', { confirmed_by: null }),
  V(w, '冀R9M311', 'yellow', '6b', 'Q11', 'E', 49000, 'plant'), V(w, '冀RF20516', 'green', '6b', 'H31', 'O', 4495, 'import'),
  V(w, '津C81T67', 'blue', '5', 'H31', 'A', 3495, 'import'), V(w, '冀R8K7Q2', 'yellow', '6b', 'H17', 'B', 25000, 'plant'),
  V(w, '冀R5H873', 'yellow', '6a', 'H17', 'B', 31000, 'plant'), V(w, '豫A92Q06', 'blue', '4', 'H31', 'B', 4495, 'import', { max: '5' }),
  V(w, '冀RC5509', 'yellow', '6b', 'H17', 'B', 31000, 'import'), V(w, '冀R2B56挂', 'yellow', null, 'B11', null, 40000, 'plant'),
])
export const registry = (w) => made(w, 'registry', firstVehicles)
const vehicle = (w, p) => registry(w).find((v) => v.plate === p.plate && v.colour === p.colour)
const HEADS = ['号牌', '号牌颜色', '排放阶段', '车辆类型', '燃料', '总质量kg', '识别代号']

// Import
const clean = ({ started, ...job }) => job
const errorsOf = (n) => Array.from({ length: n }, (_, i) => [
  { row: 14 + i * 53, column: '号牌', value: `冀R12${i}`, message: { zh: '号牌少1位', en: 'The plate is one character short' } },
  { row: 14 + i * 53, column: '排放阶段', value: '国7', message: { zh: '没有这个阶段，填国三至国六或电动', en: 'No such stage' } },
  { row: 14 + i * 53, column: '总质量kg', value: '49吨', message: { zh: '只填数字，单位是千克', en: 'Digits only, in kilograms' } },
][i % 3])
const preview = () => Array.from({ length: 20 }, (_, i) => ({ row: i + 2, good: true, plate: `冀R${1000 + i * 37}Q`.slice(0, 7), colour: 'yellow', stage: { min: ['6b', '5', '6a', '4'][i % 4], max: ['6b', '5', '6a', '4'][i % 4] }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 25000 + i * 500 }))
function progress(w, job) {
  if (job.state !== 'running') return job
  const wanted = job.apply === 'good' ? job.good : job.rows
  job.done = Math.min(wanted, Math.round((w.clock() - job.started) * (w.importSpeed ?? 8)))
  if (job.done >= wanted) job.state = 'done'
  return job
}

// Lists
const firstLists = (w) => (w.scenario === 'empty' ? { allow: [], deny: [], watch: [] } : {
  allow: [
    { id: 'a1', plate: '冀R9M311', colour: 'yellow', reason: '民生保障：供暖用煤运输，区专班批准', source: 'plant', valid_from: iso(w.clock() - 30 * DAY), valid_to: iso(w.clock() + DAY), by: '王工' },
    { id: 'a2', plate: '冀R3F066', colour: 'blue', reason: '消防维保车辆', source: 'plant', valid_from: iso(w.clock() - 90 * DAY), valid_to: null, by: '王工' },
    { id: 'a3', plate: '津B70K12', colour: 'yellow', reason: '应急抢修，电力公司', source: 'plant', valid_from: iso(w.clock() - 9 * DAY), valid_to: iso(w.clock() + 21 * DAY), by: '赵工' },
  ],
  deny: [
    { id: 'd1', plate: '鲁N60L82', colour: 'yellow', reason: '监管平台名单：排放造假车辆', source: 'bureau', valid_from: iso(w.clock() - 60 * DAY), valid_to: null },
    { id: 'd2', plate: '冀J77123', colour: null, reason: '多次套牌，已报警', source: 'plant', valid_from: iso(w.clock() - 12 * DAY), valid_to: iso(w.clock() + 78 * DAY), by: '王工' },
    { id: 'd3', plate: '豫E2K881', colour: 'yellow', reason: '装载不苫盖，第3次', source: 'plant', valid_from: iso(w.clock() - 40 * DAY), valid_to: iso(w.clock() - 2 * DAY), by: '王工' },
  ],
  watch: [{ id: 'w1', plate: '晋M3K527', colour: 'yellow', reason: '排放阶段待核定，进厂时补拍随车清单', source: 'plant', valid_from: iso(w.clock() - DAY), valid_to: iso(w.clock() + 6 * DAY), by: '王工' }],
})
const lists = (w) => made(w, 'lists', firstLists)

// Accounts
const user = (w, id, username, display_name, role, seen, disabled = false) => ({
  id, username, display_name, role, disabled, created_at: '2026-10-08T09:00:00+08:00', last_login_at: seen === null ? null : iso(w.clock() - seen),
})
const users = (w) => made(w, 'users', () => [
  user(w, 'u1', 'wang', '王工', 'admin', 3600e3), user(w, 'u2', 'zhao', '赵工', 'manager', 26 * 3600e3), user(w, 'u3', 'li', '李工', 'guard', 6.5 * 3600e3),
  user(w, 'u4', 'sun', '孙工', 'guard', 18.5 * 3600e3), user(w, 'u5', 'zhang', '张工', 'viewer', 12 * DAY), user(w, 'u6', 'chen', '陈工', 'guard', null), user(w, 'u7', 'zhou', '周工', 'guard', 80 * DAY, true),
])
const tokens = (w) => made(w, 'tokens', () => [
  { id: 't1', label: '办公自动化系统读取台账', role: 'guard', created: '2026-10-20T10:12:00+08:00' }, { id: 't2', label: '备份脚本', role: 'admin', created: '2026-11-02T16:40:00+08:00' },
])
const link = (w) => ({ setup_path: `/setup#${'k7Qm4Xw9Zt2Lb6Nc8Rv3Ys'}`, expires_at: iso(w.clock() + DAY) })
const operations = (w) => made(w, 'operations', () => [
  ['王工', 'admin', 'startWarning', '/api/v1/warnings/w1', 201, 124_002], ['李工', 'guard', 'openLane', '/api/v1/lanes/lane-1', 200, 128_391], ['李工', 'guard', 'resolvePassage', '/api/v1/passages/p0000011', 200, 128_380],
  ['赵工', 'manager', 'putVehicle', '/api/v1/vehicles/冀R6K021/yellow', 200, 128_344], ['赵工', 'manager', 'applyImport', '/api/v1/imports/i7', 202, null], ['李工', 'guard', 'putKillSwitch', '/api/v1/kill-switch', 403, null],
  ['王工', 'admin', 'createUser', '/api/v1/users/chen', 201, null], ['赵工', 'manager', 'addListItem', '/api/v1/lists/allow', 201, 128_120], ['王工', 'admin', 'rotateDeviceSecret', '/api/v1/devices/cam-4', 200, null],
  ['赵工', 'manager', 'changeWarning', '/api/v1/warnings/w1', 200, 125_730], ['孙工', 'guard', 'handOverShift', '/api/v1/shifts/s1', 201, 128_002], ['办公自动化系统读取台账', 'guard', 'createDecision', '/api/v1/plant', 200, null],
  ['王工', 'admin', 'patchLane', '/api/v1/lanes/lane-4', 200, 127_980], ['赵工', 'manager', 'putPlant', '/api/v1/plant', 200, 127_911], ['赵工', 'manager', 'removeListItem', '/api/v1/lists/deny', 200, 127_850],
].map(([actor, role, action, target, status, index], i) => ({ id: `o${i}`, at: iso(w.clock() - 600e3 - i * 41 * 60e3), actor, role, action, target, status, index })))

export const routes = [
  ['GET', '/api/v1/vehicles', ({ world: w, query: q }) => paged(registry(w).filter((v) =>
    has(v.plate, q.get('q')) && (!q.get('stage') || (v.stage?.max ?? 'X')[0] === q.get('stage')) && (!q.get('source') || v.source === q.get('source')) &&
    (!q.get('state') || { provisional: Boolean(v.provisional_until), unknown: !v.stage, confirmed: Boolean(v.confirmed_by) }[q.get('state')])), q)],
  ['GET', '/api/v1/vehicles/template', () => ({ raw: `\ufeff${HEADS.join(',')}\r\n`, type: 'text/csv' })],
  ['GET', '/api/v1/vehicles/export', ({ world: w }) => ({ raw: `\ufeff${HEADS.join(',')}\r\n${registry(w).map((v) => [v.plate, v.colour, v.stage?.max ?? ''].join(',')).join('\r\n')}`, type: 'text/csv' })],
  ['POST', '/api/v1/vehicles/{plate}/{colour}/confirm', ({ world: w, params }) => Object.assign(vehicle(w, params), { provisional_until: null, confirmed_by: '王工', updated_at: iso(w.clock()), updated_by: '王工' })],
  ['POST', '/api/v1/vehicles/{plate}/{colour}/evidence', ({ world: w, params, raw, ctx }) => {
    const v = vehicle(w, params)
    if (raw.length > 8 * 2 ** 20) return ctx.problem(413, 'too_large', '超过8 MB')
    v.evidence.push({ sha256: `f${v.evidence.length}`.repeat(32), url: '/api/v1/passages/p-refused/photos/0', mime: 'image/jpeg', size: raw.length, at: iso(w.clock()), by: '王工' })
    return { status: 201, body: v.evidence.at(-1) }
  }],
  ['GET', '/api/v1/vehicles/{plate}/{colour}', ({ world: w, params, ctx }) => vehicle(w, params) ?? ctx.problem(404, 'not_found', 'not registered')],
  ['PUT', '/api/v1/vehicles/{plate}/{colour}', ({ world: w, params, body, ctx }) => {
    if (!/^\p{Script=Han}[A-Z]/u.test(params.plate)) return fault(ctx, 'plate', '号牌要以省份和字母开头', 'A plate begins with a province and a letter')
    const guard = w.role === 'guard'
    let v = vehicle(w, params)
    if (!v) registry(w).unshift(v = V(w, params.plate, params.colour, null, null, null, null, 'plant'))
    const { source, ...facts } = body
    return Object.assign(v, facts, { source: guard ? 'guard' : 'plant', provisional_until: guard ? iso(w.clock() + 7 * DAY) : null, confirmed_by: guard ? null : '王工', updated_at: iso(w.clock()), updated_by: guard ? '李工' : '王工' })
  }],

  ['POST', '/api/v1/imports/vehicles', ({ world: w, raw, ctx }) => {
    const rows = raw.toString('utf8').split(/\r?\n/).filter(Boolean).length - 1
    if (rows < 1) return ctx.problem(422, 'invalid', '表里没有数据行')
    const bad = w.importBad ?? Math.min(37, Math.floor(rows / 3))
    const job = { id: next(w, 'i'), state: 'previewed', rows, good: rows - bad, bad, done: 0, errors: errorsOf(bad), preview: preview().slice(0, rows) }
    ;(w.jobs ??= new Map()).set(job.id, job)
    return { status: 201, body: job }
  }],
  ['GET', '/api/v1/imports/{id}', ({ world: w, params, ctx }) => { const j = w.jobs?.get(params.id); return j ? clean(progress(w, j)) : ctx.problem(404, 'not_found', 'no import') }],
  ['POST', '/api/v1/imports/{id}/apply', ({ world: w, params, body, ctx }) => {
    const job = w.jobs.get(params.id)
    if (body.rows === 'all' && job.bad) return ctx.problem(409, 'conflict', '有错误的行')
    return { status: 202, body: clean(Object.assign(job, { state: 'running', apply: body.rows, started: w.clock() })) }
  }],
  ['DELETE', '/api/v1/imports/{id}', ({ world: w, params }) => clean(Object.assign(progress(w, w.jobs.get(params.id)), { state: 'cancelled' }))],

  ['GET', '/api/v1/lists/{list}', ({ world: w, params }) => ({ items: lists(w)[params.list], next: null })],
  ['POST', '/api/v1/lists/{list}', ({ world: w, params, body, ctx }) => {
    const item = { id: next(w, 'n'), colour: null, source: 'plant', valid_from: null, valid_to: null, by: '王工', ...body }
    lists(w)[params.list].unshift(item)
    return { status: 201, body: { id: item.id } }
  }],
  ['DELETE', '/api/v1/lists/{list}/{id}', ({ world: w, params }) => {
    lists(w)[params.list] = lists(w)[params.list].filter((i) => i.id !== params.id)
    return { id: params.id }
  }],

  ['GET', '/api/v1/users', ({ world: w }) => ({ items: users(w), next: null })],
  ['POST', '/api/v1/users', ({ world: w, body, ctx }) => {
    if (users(w).some((u) => u.username === body.username)) return ctx.problem(409, 'conflict', '用户名已有人用', { errors: [{ field: 'username', message: { zh: '用户名已有人用', en: 'This user name is taken' } }] })
    const id = next(w, 'u')
    users(w).push({ ...user(w, id, body.username, body.display_name, body.role, null), created_at: iso(w.clock()) })
    return { status: 201, body: { id, ...link(w) } }
  }],
  ['PATCH', '/api/v1/users/{id}', ({ world: w, params, body, ctx }) => {
    const u = users(w).find((x) => x.id === params.id)
    if (u.role === 'admin' && (body.disabled || (body.role && body.role !== 'admin')) && users(w).filter((x) => x.role === 'admin' && !x.disabled).length === 1) return ctx.problem(409, 'conflict', '至少要有1名管理员')
    return Object.assign(u, body)
  }],
  ['POST', '/api/v1/users/{id}/reset', ({ world: w }) => link(w)],
  ['GET', '/api/v1/tokens', ({ world: w }) => ({ items: tokens(w), next: null })],
  ['POST', '/api/v1/tokens', ({ world: w, body }) => {
    const token = { id: next(w, 't'), label: body.label, role: body.role, created: iso(w.clock()) }
    tokens(w).unshift(token)
    return { status: 201, body: { ...token, token: 'cg_mock_9f3c41d877b0e21a' } }
  }],
  ['DELETE', '/api/v1/tokens/{id}', ({ world: w, params }) => { w.tokens = tokens(w).filter((x) => x.id !== params.id); return { id: params.id } }],
  ['GET', '/api/v1/board-keys', ({ world: w }) => ({ items: (w.boardKeys ??= [{ id: 'b1', photos: false, created: '2026-10-09T08:00:00+08:00' }]), next: null })],
  ['POST', '/api/v1/board-keys', ({ world: w, body }) => {
    const id = next(w, 'b')
    w.boardKeys.push({ id, photos: Boolean(body.photos), created: iso(w.clock()) })
    return { status: 201, body: { id, photos: Boolean(body.photos), key: 'mock', path: '/board?key=mock' } }
  }],
  ['DELETE', '/api/v1/board-keys/{id}', ({ world: w, params }) => { w.boardKeys = w.boardKeys.filter((k) => k.id !== params.id); return { id: params.id } }],
  ['GET', '/api/v1/login-log', ({ world: w, query }) => paged([
    ['wang', '192.168.1.66', 'ok', 1], ['li', '192.168.1.30', 'ok', 6.5], ['sun', '192.168.1.30', 'signed_out', 6.6], ['zhang', '192.168.1.71', 'locked', 7], ['zhang', '192.168.1.71', 'wrong', 7.02],
    ['zhao', '192.168.1.67', 'ok', 26], ['sun', '192.168.1.30', 'ok', 18.5],
  ].map(([username, address, outcome, hours]) => ({ at: iso(w.clock() - hours * 3600e3), username, address, outcome })), query)],
  ['GET', '/api/v1/operations', ({ world: w, query: q }) => paged(operations(w).filter((o) =>
    (!q.get('actor') || o.actor.includes(q.get('actor'))) && (!q.get('from') || Date.parse(o.at) >= Date.parse(q.get('from'))) && (!q.get('to') || Date.parse(o.at) < Date.parse(q.get('to')))), q)],
]
