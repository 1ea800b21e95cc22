// Stage dossiers, the queue of what is to be settled, and the look-up's settings.
import { iso, reason } from '../world.mjs'
import { registry } from './office.mjs'

const DAY = 86400e3
const HOUR = 3600e3
const RANK = ['official', 'list', 'machine_code', 'label', 'bureau', 'catalogue', 'same_vin', 'registry', 'guard', 'inference']
const ORDER = ['0', '1', '2', '3', '4', '5', '6a', '6b', 'D']
const ALL = { min: '0', max: '6b' }
const at = (w, back) => iso(w.clock() - back)
const one = (s) => ({ min: s, max: s })
const said = (source, stage, when, who, more = {}) => ({ source, stage, at: when, who, ...more })

const paper = (w, i, name, back) => ({ sha256: `${i}a`.repeat(32), url: `/api/v1/passages/${name}/photos/${i % 2}`, mime: 'image/jpeg', size: 190_000, at: at(w, back), by: '李工' })
/** Who says what of the vehicles in the queue. */
const firstFiles = (w) => new Map(w.scenario === 'empty' ? [] : [
  ['晋M3K527/yellow', { since: w.clock() - 4 * DAY, passages: 3, said: [], look: { state: 'failed', tries: 5, error: 'it answers HTTP 503' }, evidence: [] }],
  ['豫A92Q06/blue', { since: w.clock() - 30 * HOUR, passages: 5, look: null,
    said: [[128_011, said('list', one('5'), at(w, 28 * HOUR), '赵工', { detail: 'CN GQ M5 2H 0037', evidence: ['1a'.repeat(32)] })], [null, said('registry', { min: '4', max: '5' }, at(w, 90 * DAY), '王工')], [128_102, said('bureau', one('4'), at(w, 26 * HOUR), '市排放监控平台', { detail: '2026-12-13' })]],
    evidence: [paper(w, 1, 'p-refused', 28 * HOUR), paper(w, 2, 'p-refused', 27 * HOUR)] }],
  ['冀R8B9Q7/yellow', { since: w.clock() - 5 * HOUR, passages: 1, look: { state: 'asking', tries: 0, error: null }, said: [], evidence: [] }],
  ['鲁N60L82/yellow', { since: w.clock() - 2 * HOUR, passages: 2, look: null,
    said: [[null, said('inference', { min: '3', max: '4' }, at(w, HOUR), '按登记日期推定', { confidence: 'high' })]], rejected: [[128_377, said('official', one('5'), at(w, 90 * 60e3), '市排放监控平台', { plate: '鲁N66L82' }), 'other_plate']], evidence: [] }],
  ['冀R2B56挂/yellow', { since: w.clock() - 40 * 60e3, passages: 1, look: null, said: [], silent: at(w, 39 * 60e3), evidence: [] }],
])
const files = (w) => (w.stageFiles ??= firstFiles(w))
const fileOf = (w, { plate, colour }) => {
  const key = `${plate}/${colour}`
  if (!files(w).has(key)) {
    const v = registry(w).find((x) => x.plate === plate && x.colour === colour)
    files(w).set(key, { since: w.clock(), passages: 0, look: null, evidence: v?.evidence ?? [], said: v?.stage ? [[v.confirmed_by ? null : 127_900, said(v.source === 'guard' ? 'guard' : 'registry', { min: v.stage.min, max: v.stage.max }, v.updated_at, v.updated_by, v.provisional_until ? { until: v.provisional_until } : {})]] : [] })
  }
  return files(w).get(key)
}
const apart = (a, b) => ORDER.indexOf(a.max) < ORDER.indexOf(b.min) || ORDER.indexOf(b.max) < ORDER.indexOf(a.min)

/** Those of the file and those that were sent to the registry's vehicle. */
const papersOf = (w, p, f) => {
  const sent = registry(w).find((v) => v.plate === p.plate && v.colour === p.colour)?.evidence ?? []
  return [...f.evidence, ...sent.filter((e) => !f.evidence.includes(e))]
}
function dossier(w, p) {
  const f = fileOf(w, p)
  const counting = [...f.said].map(([, s]) => s).sort((a, b) => RANK.indexOf(a.source) - RANK.indexOf(b.source))
  const best = counting[0] ?? null
  const stage = best?.stage ?? ALL
  const conflicts = counting.slice(1).filter((s) => apart(s.stage, stage)).map((s) => ({ against: s, since: s.at, settled: Boolean(best.confirmed_at) }))
  const reasons = [
    !best && 'unknown', best?.source === 'inference' && 'inferred', best && stage.min !== stage.max && stage.min !== '6a' && 'ambiguous', conflicts.some((c) => !c.settled) && 'conflict',
  ].filter(Boolean)
  const gate = (s) => (s?.source === 'inference' ? { min: '0', max: s.stage.max } : (s?.stage ?? ALL))
  return {
    ...p, stage, gate_stage: gate(best), decisive: best, ...(best ? { age_days: Math.floor((w.clock() - Date.parse(best.at)) / DAY) } : {}),
    counting: counting.map((statement, i) => { const rest = counting.filter((_, k) => k !== i)[0]; return { statement, without: { stage: rest?.stage ?? ALL, gate_stage: gate(rest) } } }),
    conflicts, set_aside: [], pending: reasons.length ? { reasons, since: iso(f.since), deadline: iso(f.since + 3 * DAY) } : null,
    look_up: f.look ?? { state: 'none', tries: 0, error: null }, evidence: papersOf(w, p, f),
    statements: [
      ...(f.rejected ?? []).map(([index, statement, cause]) => ({ index, state: 'rejected', cause, statement, facts: null, change: null, passage: null, by: 'look-up' })),
      ...f.said.filter(([index]) => index).map(([index, statement, change]) => ({ index, state: 'counts', cause: null, statement, facts: null, change: change ?? null, passage: null, by: statement.who })),
    ].sort((a, b) => b.index - a.index),
  }
}
const known = (d) => ({ stage: d.stage, gate_stage: d.gate_stage, source: d.decisive?.source ?? null, conflicts: d.conflicts.filter((c) => !c.settled).length, pending: d.pending !== null })
function say(w, p, statement) {
  const before = known(dossier(w, p))
  const f = fileOf(w, p)
  w.index += 1
  f.said = [...f.said.filter(([, s]) => s.source !== statement.source), [w.index, statement, null]]
  const after = known(dossier(w, p))
  f.said.at(-1)[2] = { before, after, answers: before.stage.max === after.stage.max ? [] : [{ at_most: '4', before: 'unknown', after: String(ORDER.indexOf(after.stage.max) <= 4) }] }
  return { index: w.index, change: f.said.at(-1)[2], dossier: dossier(w, p) }
}
function answerOf(f) {
  const base = { entry: 1, cause: null, source: null, stage: null, verdict: null, reasons: [], by: 'look-up' }
  if (f.rejected) return { ...base, entry: f.rejected[0][0], at: f.rejected[0][1].at, accepted: false, cause: f.rejected[0][2], source: 'official' }
  if (f.silent) return { ...base, at: f.silent, accepted: true, verdict: 'hold' }
  const s = f.said.map(([, x]) => x).find((x) => x.who === '市排放监控平台')
  return s ? { ...base, at: s.at, accepted: true, source: s.source, stage: { ...s.stage, source: s.source }, verdict: 'refuse', reasons: [reason('plan.orange.2', 'refuse', '国四重型货车，橙色预警期间禁止进入', 'China 4 heavy truck, no entry during an orange warning')] } : null
}
const lastOf = (w, plate) => w.rows.find((r) => r.plate === plate) ?? null
function work(w, key) {
  const [plate, colour] = key.split('/')
  const f = files(w).get(key)
  const d = dossier(w, { plate, colour })
  return {
    plate, colour, stage: { ...d.gate_stage, source: d.decisive?.source ?? null }, likely: d.stage, since: iso(f.since), deadline: iso(f.since + 3 * DAY), overdue: w.clock() >= f.since + 3 * DAY,
    last_seen: lastOf(w, plate)?.at ?? iso(f.since), last_passage: lastOf(w, plate)?.id ?? null, passages: f.passages, answer: answerOf(f), reasons: d.pending?.reasons ?? [], look_up: d.look_up,
  }
}

const SETTINGS = {
  enabled: true, name: '市排放监控平台', source: 'bureau', timeout_s: 35, per_minute: 30, fresh_days: 30, auth: { kind: 'header', name: 'X-Key', username: '' }, by_vin: null,
  by_plate: { method: 'GET', url: 'https://platform.example/stage?plate={plate}&colour={colour}', body: '', content_type: '', headers: {} },
  found: { path: 'code', is: ['0'] }, not_found: null, not_found_status: [404],
  fields: { stage: 'data.pf', plate: 'data.hphm', colour: 'data.cpys', fuel: 'data.rllx', vehicle_class: 'data.cllx', gross_mass_kg: 'data.zzl', document: 'data.xxgkbh' },
  stages: { V: '5', VI: '6' }, fuels: { 柴油: 'B' }, classes: {}, colours: { yellow: '1', blue: '0' },
}
const settings = (w) => (w.lookup ??= w.scenario === 'empty' ? { enabled: false } : { ...SETTINGS, secret_set: true })
const status = (w) => ({
  state: settings(w).enabled ? 'idle' : 'off', waiting: 0, asking: 0, asked: 128, answered: 121, rejected: 2, failed: 5, last_error: null,
  last_answer_at: settings(w).enabled ? at(w, 9 * 60e3) : null, next_at: null, ...w.lookupStatus,
})
const shown = (w) => ({ secret_set: false, ...settings(w), status: status(w) })

export const routes = [
  ['GET', '/api/v1/verification-queue', ({ world: w, query }) => {
    const all = [...files(w).keys()].map((k) => work(w, k)).filter((x) => x.reasons.length && x.passages).sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
    return { items: all.slice(0, Number(query.get('limit') ?? 50)), next: null }
  }],
  ['GET', '/api/v1/vehicles/{plate}/{colour}/dossier', ({ world: w, params }) => dossier(w, params)],
  ['POST', '/api/v1/vehicles/{plate}/{colour}/statements', ({ world: w, params, body }) => ({
    status: 201, body: say(w, params, said(w.role === 'guard' ? 'guard' : body.source, { min: body.stage.min, max: body.stage.max ?? body.stage.min }, iso(w.clock()), w.role === 'guard' ? '李工' : '王工', {
      ...(body.detail ? { detail: body.detail } : {}), evidence: body.evidence ?? [], ...(w.role === 'guard' ? { until: iso(w.clock() + 7 * DAY) } : {}) })),
  })],
  ['POST', '/api/v1/vehicles/{plate}/{colour}/statements/{entry}/confirm', ({ world: w, params, ctx }) => {
    const p = { plate: params.plate, colour: params.colour }
    const hit = fileOf(w, p).said.find(([index]) => String(index) === params.entry)
    if (!hit) return ctx.problem(404, 'not_found', 'no statement')
    Object.assign(hit[1], { confirmed_by: '王工', confirmed_at: iso(w.clock()) })
    delete hit[1].until
    return { index: ++w.index, change: null, dossier: dossier(w, p) }
  }],
  ['POST', '/api/v1/vehicles/{plate}/{colour}/look-up', ({ world: w, params, ctx }) => {
    if (!settings(w).enabled) return ctx.problem(409, 'conflict', 'the look-up is off: set it up in the settings first')
    const f = fileOf(w, params)
    f.look = { state: 'asking', tries: 0, error: null }
    setTimeout(() => {
      f.look = null
      say(w, params, said('bureau', one('5'), iso(w.clock()), '市排放监控平台', { detail: '2026-12-14' }))
    }, w.lookMs ?? 1500)
    return { status: 202, body: f.look }
  }],
  ['GET', '/api/v1/lookup', ({ world: w }) => ({ status: 200, body: shown(w) })],
  ['PUT', '/api/v1/lookup', ({ world: w, body }) => {
    const { secret, ...rest } = body
    w.lookup = { ...rest, secret_set: secret === undefined ? Boolean(settings(w).secret_set) : Boolean(secret) }
    const { secret_set, ...kept } = w.lookup
    return kept
  }],
  ['POST', '/api/v1/lookup/test', ({ body }) => {
    const none = { cause: null, error: null, stage: null, vin: null, plate: null, document: null, fuel: null, vehicle_class: null, gross_mass_kg: null }
    if ((body.plate ?? '').endsWith('503')) return { status: 200, body: { ...none, state: 'failed', error: 'it answers HTTP 503', status: 503, raw: '<html>系统维护</html>' } }
    const raw = { code: 0, data: { hphm: body.plate, cpys: '1', pf: 'V', rllx: '柴油', cllx: 'H11', zzl: 25000, xxgkbh: 'CN GQ M5 2H' } }
    return { status: 200, body: { ...none, state: 'answered', stage: one('5'), plate: body.plate, document: 'CN GQ M5 2H', fuel: 'B', vehicle_class: 'H11', gross_mass_kg: 25000, status: 200, raw: JSON.stringify(raw) } }
  }],
]
