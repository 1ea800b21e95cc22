// Plant, gates, lanes, devices and their listening and the overview. Tests set world.listen = { 'cam-2': 'connected' }.
import { iso, reason } from '../world.mjs'

const HOST = '192.168.1.20'
const PORT = 8090
const push = (d, secret = '') => {
  const path = d.kind === 'dahua-itsapi' ? '/NotificationInfo' : `/device/${d.id}${secret && `/${secret}`}`
  return { scheme: 'http', host: HOST, port: PORT, path, url: `http://${HOST}:${PORT}${path}` }
}
const SECRET = 'k7Qm4Xw9Zt2Lb6Nc8Rv3Ys'
const first = (w) => (w.scenario === 'empty' ? [] : w.lanes.map((l, i) => ({
  id: `cam-${i + 1}`, kind: ['hikvision', 'hikvision', 'vzenith', 'dahua-itsapi'][i], lane: l.id, name: `${l.name}相机`, address: i < 3 ? `http://192.168.1.${64 + i}` : '', direction: l.direction,
  state: i === 3 ? 'problem' : 'ok', last_message_at: iso(w.clock() - [16, 42, 83, 251][i] * 1000), clock_offset_ms: [400, -120, 60, -38_000][i],
  movement_seen_at: i === 3 ? null : iso(w.clock() - (i + 1) * 400e3), problem: i === 3 ? { zh: '时钟慢38秒', en: 'Clock 38 s slow' } : null,
})))
const devices = (w) => (w.devices ??= first(w))
const find = (w, id) => devices(w).find((d) => d.id === id)
const shown = (d) => ({ ...d, push: push(d) })
const KINDS = { hikvision: '海康威视', vzenith: '臻识', 'dahua-itsapi': '大华' }

function listen(w, d) {
  const how = w.listen?.[d.id] ?? (d.last_message_at ? 'connected' : 'waiting')
  const c = (key, ok, zh, en = zh) => ({ key, ok, text: { zh, en } })
  const since = (w.listening ??= {})[d.id] ??= iso(w.clock())
  if (how === 'waiting') return { state: 'waiting', since, checks: [], photo_url: null, passage: null }
  const good = how === 'connected'
  const checks = {
    connected: [c('secret', true, '正确', 'Right'), c('format', true, `${KINDS[d.kind]} ISAPI，2张照片`, 'Hikvision ISAPI, 2 photos'), c('clock', true, '快0.4秒', '0.4 s fast'), c('recognition', true, '把握98%', '98% sure')],
    secret: [c('secret', false, '收到消息，但密钥不对', 'A message came, but its secret is wrong'), c('format', null, '还没有查'), c('clock', null, '还没有查'), c('recognition', null, '还没有查')],
    make: [c('secret', true, '正确', 'Right'), c('format', false, '这是大华的消息，这里选的是海康威视', 'This is a Dahua message; Hikvision is chosen here'), c('clock', null, '还没有查', 'Not checked'), c('recognition', null, '还没有查', 'Not checked')],
    clock: [c('secret', true, '正确', 'Right'), c('format', true, `${KINDS[d.kind]} ISAPI，2张照片`, 'Hikvision ISAPI, 2 photos'), c('clock', false, '相机时间慢8小时，检查时区', 'The camera is 8 hours slow, check its time zone'), c('recognition', true, '把握98%', '98% sure')],
  }[how]
  const p = w.rows.find((r) => r.id === 'p-refused') ?? null
  return { state: good ? 'connected' : 'wrong', since: iso(w.clock()), checks, photo_url: how === 'secret' ? null : '/api/v1/passages/p-refused/photos/0', passage: good && p ? { ...p, confidence: 98 } : null }
}

const plantOf = (w) => (w.plant ??= {
  id: 'plant', name: '廊坊市安次区XX木业有限公司', grade: 'B', industry: '木制品', region: '131002', public_url: w.scenario === 'empty' ? null : 'https://gate.example.cn', unknown_vehicle: 'hold',
  board: w.scenario === 'empty' ? {} : { district: '廊坊市安次区', legal_person: '张XX', legal_phone: '13912345678', responsible_person: '王XX', responsible_phone: '13887654321', industry_name: '人造板制造', footer: '监督电话 12345' },
})
const todo = (w) => (w.todo ??= ['empty', 'quiet'].includes(w.scenario) ? [] : [
  { id: 'clock:cam-4', kind: 'device_clock', title: { zh: '4号车道相机时钟慢38秒', en: 'The camera of lane 4 is 38 s slow' }, why: { zh: '超过30秒的记录会被监管平台退回', en: 'Beyond 30 s the bureau platform rejects its records' }, due: null, link: '/devices?id=cam-4' },
  { id: 'unknown', kind: 'vehicles_unknown', title: { zh: '3辆车的排放阶段还没查到', en: '3 vehicles have no emission stage yet' }, why: { zh: '最早一辆还剩1天，到期按不达标处理', en: 'One day left for the first of them' }, due: iso(w.clock() + 86400e3), link: '/vehicles?state=unknown' },
  { id: 'list:a1', kind: 'list_expiry', title: { zh: '冀R9M311的豁免明天到期', en: 'The exemption of 冀R9M311 ends tomorrow' }, why: { zh: '预警期间每天进厂2次，到期后禁止进入', en: 'It comes twice a day; from then on it is refused' }, due: iso(w.clock() + 86400e3), link: '/lists?id=a1' },
])

export const routes = [
  ['GET', '/api/v1/plant', ({ world: w }) => plantOf(w)],
  ['PUT', '/api/v1/plant', ({ world: w, body }) => Object.assign(plantOf(w), body, { board: { ...plantOf(w).board, ...body.board } })],
  ['GET', '/api/v1/gates', ({ world: w }) => ({ items: (w.gates ??= w.scenario === 'empty' ? [] : [{ id: 'gate-1', name: '东门' }, { id: 'gate-2', name: '西门' }]), next: null })],
  ['POST', '/api/v1/gates', ({ world: w, body }) => {
    w.gates = [...(w.gates ?? []).filter((g) => g.id !== body.id), body].sort((a, b) => (a.id < b.id ? -1 : 1))
    return { status: 201, body }
  }],
  ['GET', '/api/v1/lanes', ({ world }) => ({ items: world.lanes, next: null })],
  ['POST', '/api/v1/lanes', ({ world: w, body }) => {
    w.lanes = [...w.lanes.filter((l) => l.id !== body.id), { mode: 'observe', ...body }].sort((a, b) => (a.id < b.id ? -1 : 1))
    return { status: 201, body }
  }],
  ['PATCH', '/api/v1/lanes/{lane}', ({ world: w, params, body }) => Object.assign(w.lanes.find((l) => l.id === params.lane), body)],
  ['GET', '/api/v1/devices', ({ world: w }) => ({ items: devices(w).map(shown), next: null })],
  ['POST', '/api/v1/devices', ({ world: w, body }) => {
    const d = { name: '', address: '', direction: 'in', ...body, state: 'never', last_message_at: null, clock_offset_ms: null, movement_seen_at: null, problem: null }
    w.devices = [...devices(w).filter((x) => x.id !== d.id), d]
    return { status: 201, body: { ...d, push: push(d, SECRET), push_path: push(d, SECRET).path } }
  }],
  ['PATCH', '/api/v1/devices/{id}', ({ world: w, params, body }) => shown(Object.assign(find(w, params.id), body))],
  ['DELETE', '/api/v1/devices/{id}', ({ world: w, params }) => { w.devices = devices(w).filter((d) => d.id !== params.id) }],
  ['POST', '/api/v1/devices/{id}/probe', ({ params }) => (params.id === 'cam-3' ? { reachable: false, ms: 3000, detail: { zh: '3秒没有应答，检查电源和网线', en: 'No answer in 3 s; check power and cable' } } : { reachable: true, ms: 12, detail: { zh: '海康威视 iDS-TCV900，固件 5.1', en: 'Hikvision iDS-TCV900, firmware 5.1' } })],
  ['POST', '/api/v1/devices/{id}/secret', ({ world: w, params }) => ({ secret: SECRET, push: push(find(w, params.id), SECRET) })],
  ['GET', '/api/v1/devices/{id}/listen', ({ world: w, params, ctx }) => (find(w, params.id) ? listen(w, find(w, params.id)) : ctx.problem(404, 'not_found', 'no device'))],
  ['GET', '/api/v1/observe-report', ({ world: w }) => ({
    from: iso(w.clock() - 26 * 3600e3), to: iso(w.clock()), arrivals: 131, admit: 97, refuse: 19, hold: 15, unknown_vehicles: 12,
    reasons: [
      { ...reason('plan.orange.2', 'refuse', '国四及以下重型货车，橙色预警期间禁止进入', 'China 4 and below heavy trucks, no entry during an orange warning'), count: 14 },
      { ...reason('stage.unknown', 'hold', '没有登记，排放阶段未知', 'Not registered, emission stage unknown'), count: 12 },
      { ...reason('list.deny', 'refuse', '在禁止名单', 'On the deny list'), count: 5 }, { ...reason('plate.doubt', 'hold', '号牌看不清', 'The plate is hard to read'), count: 3 },
    ],
    lanes: w.lanes.map((l, i) => ({ lane: l.id, mode: l.mode, arrivals: [48, 36, 0, 47][i] ?? 0, admit: [37, 25, 0, 35][i] ?? 0, refuse: [6, 6, 0, 7][i] ?? 0, hold: [5, 5, 0, 5][i] ?? 0, unknown_vehicles: [4, 5, 0, 3][i] ?? 0 })),
  })],
  ['GET', '/api/v1/overview', ({ world: w }) => {
    const empty = w.scenario === 'empty'
    const at = (list, hour) => (empty ? 0 : list[hour] ?? 0)
    return {
      at: iso(w.clock()),
      hours: Array.from({ length: 24 }, (_, hour) => ({ hour, admit: at([0, 0, 1, 0, 2, 3, 6, 9, 12, 14, 11, 8, 4, 9, 7], hour), refuse: at([0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 0, 1, 0, 1, 1], hour), hold: at([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1], hour) })),
      stages: [['6', 58], ['5', 17], ['D', 11], ['4', 3], ['3', 0], ['X', 1]].map(([stage, n]) => ({ stage, count: empty ? 0 : n })),
      totals: empty ? { in: 0, out: 0, inside: 0, admit: 0, refuse: 0, hold: 0 } : { in: 90, out: 41, inside: 17, admit: 86, refuse: 7, hold: 5 },
      holds: { open: w.rows.filter((r) => r.hold === 'open').length, closed: empty ? 0 : 4, median_wait_s: empty ? 0 : 47, p90_wait_s: empty ? 0 : 120, longest_wait_s: empty ? 0 : 192 },
      devices: { ok: devices(w).filter((d) => d.state === 'ok').length, total: devices(w).length, worst: devices(w).filter((d) => d.state !== 'ok').map(({ id, name, state, problem }) => ({ id, name, state, problem })) },
      disk: { free_bytes: 1.18e12, total_bytes: 2e12, database_bytes: 1.1e11, media_bytes: 7.1e11, days_left: 425 },
      todo: todo(w),
    }
  }],
]
