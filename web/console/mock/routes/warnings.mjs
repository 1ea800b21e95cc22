// Warnings with their orders, measures, execution log and rehearsals. Tests set world.warning, world.warningLog, world.rehearsal.
import { TEMPLATES } from '../order-templates.mjs'
import { iso, reason } from '../world.mjs'

const DAY = 86400e3
const made = (w, key, make) => (w[key] ??= make(w))
const next = (w, letter) => `${letter}${(w.serial = (w.serial ?? 100) + 1)}`
const SHA = 'ab'.repeat(32)
const PAPER = { no: '廊气指办〔2026〕41号', title: '关于启动重污染天气橙色预警的通知', issuer: '廊坊市生态环境局', date: '2026-12-12', document: SHA }

const entry = (id, index, action, level, effective_at, more = {}) => ({
  id, index, action, level, effective_at, expected_end: null, region: null, order: null, reduction_list: null, measure: null, actor: '王工', cancelled: false, ...more,
})
const firstWarnings = (w) => (w.warning ? [
  entry('w0', 101_220, 'start', 'yellow', '2026-11-28T12:00:00+08:00', { region: '131000', expected_end: '2026-11-30T08:00:00+08:00', order: { no: '廊气指办〔2026〕36号', issuer: '廊坊市生态环境局' } }),
  entry('w0', 103_002, 'extend', null, '2026-11-29T17:40:00+08:00', { expected_end: '2026-12-01T08:00:00+08:00', actor: '赵工' }),
  entry('w0', 104_871, 'lift', null, '2026-12-01T08:00:00+08:00'),
  entry('w1', 124_002, 'start', 'yellow', '2026-12-11T20:00:00+08:00', { region: '131000', reduction_list: '2026年版', order: { no: '廊气指办〔2026〕40号', issuer: '廊坊市生态环境局', date: '2026-12-11' } }),
  entry('w1', 125_730, 'change', 'orange', '2026-12-12T12:00:00+08:00', { order: PAPER, actor: '赵工' }),
  entry('w1', 125_741, 'measures', null, '2026-12-12T12:00:00+08:00', { measure: 'm1', actor: '赵工' }),
  entry('w1', 127_004, 'extend', null, '2026-12-13T16:20:00+08:00', { expected_end: '2026-12-16T08:00:00+08:00' }),
  entry('w1', 128_400, 'lift', null, '2026-12-16T08:00:00+08:00', { order: { no: '廊气指办〔2026〕44号' } }),
] : [])
const log = (w) => made(w, 'warningLog', firstWarnings)
const added = (w) => made(w, 'orderMeasures', (x) => (x.warning ? [{
  id: 'm1', warning: 'w1', level: null, template: 'M6', title: { zh: '进厂重型货车配额', en: 'Quota of incoming heavy trucks' }, text: null, params: { percent: 10, base: 240 },
  exemptions: [{ clause: 'm6.quota', when: 'livelihood', text: '供暖用煤运输', evidence: '区专班批准文件' }], from: '2026-12-12T12:00:00+08:00', to: null, order: { no: PAPER.no }, fault: null, in_force: true, admitted_today: 17,
}] : []))
const executions = (w) => made(w, 'executions', (x) => (x.warning ? [
  { id: 'e1', index: 125_900, measure: 'p1', level: 'orange', at: '2026-12-12T12:35:00+08:00', proof: { kind: 'photo', document: SHA }, note: '1号、2号热压机断电挂牌', actor: '赵工' },
  { id: 'e2', index: 127_800, measure: 'p1', level: 'orange', at: '2026-12-14T09:10:00+08:00', proof: { kind: 'reading', value: 0, unit: '千瓦时', name: '2号电表' }, note: null, actor: '赵工' },
  { id: 'e3', index: 126_020, measure: 'p2', level: 'orange', at: '2026-12-12T13:05:00+08:00', proof: { kind: 'signature', name: '孙班长' }, note: null, actor: '赵工' },
] : []))
const levelOf = (w, id) => {
  const own = log(w).filter((a) => a.id === id && !a.cancelled && a.level)
  const lifted = log(w).some((a) => a.id === id && a.action === 'lift' && !a.cancelled && Date.parse(a.effective_at) <= w.clock())
  const begun = own.filter((a) => Date.parse(a.effective_at) <= w.clock())
  return lifted ? null : (begun.at(-1)?.level ?? null)
}
const endOf = (w, id) => log(w).filter((a) => a.id === id && a.expected_end).at(-1)?.expected_end ?? null
function shown(w) {
  const ids = [...new Set(log(w).map((a) => a.id))]
  const chains = ids.map((id) => {
    const level = levelOf(w, id)
    const end = endOf(w, id)
    return { id, level, expected_end: end, overdue: Boolean(level && end && Date.parse(end) <= w.clock()) }
  })
  const now = chains.find((c) => c.id === w.warning?.id)
  const coming = log(w).filter((a) => !a.cancelled && a.action !== 'extend' && Date.parse(a.effective_at) > w.clock()).map((a) => a.effective_at).sort()
  return { items: log(w), chains, measures: added(w), in_force: w.warning ? { ...w.warning, expected_end: now?.expected_end ?? null, overdue: now?.overdue ?? false } : null, next_change: coming[0] ?? null, next: null }
}
/** A start, change or lift takes the place of what was to come at or after it. */
function act(w, id, action, level, at, more = {}) {
  w.index += 1
  if (['start', 'change', 'lift'].includes(action)) for (const a of log(w)) if (a.id === id && Date.parse(a.effective_at) >= Date.parse(at) && ['start', 'change', 'lift'].includes(a.action)) a.cancelled = true
  log(w).push(entry(id, w.index, action, level, at, more))
  return { id, index: w.index, action, effective_at: at, level, in_force: shown(w).in_force }
}
const begun = (w, at) => Date.parse(at) <= w.clock()
const more = ({ order = null, reduction_list = null, expected_end = null, region = null }) => ({ order, reduction_list, expected_end, region })

const refusal = (zh, en) => reason('warning.ban-heavy-le4', 'refuse', zh, en)
const REHEARSED = {
  passages: 131, admitted: 103, held: 9, refused: 19, refused_without: 3, tonnes: { known_trips: 84, total: 2310.5, refused: 412.6, held: 96 },
  stages: [{ stage: '国三', before: 4, after: 0 }, { stage: '国五', before: 41, after: 41 }, { stage: '国六', before: 52, after: 52 }, { stage: '国四', before: 15, after: 0 }, { stage: '国四至国五', before: 6, after: 6 }, { stage: '未知', before: 3, after: 3 }, { stage: '纯电动', before: 10, after: 10 }],
  share: { before: { qualifying: 103, total: 125, percent: 82 }, after: { qualifying: 103, total: 106, percent: 97 } }, cut: false,
  vehicles: [
    { plate: '津A12345', colour: 'yellow', stage: '国四', trips: 4, refused: 4, held: 0, tonnes: 118.4, reason: refusal('国四重型货车，橙色预警期间禁止进入', 'China IV heavy truck: no entry during an orange warning') },
    { plate: '冀R889Q7', colour: 'yellow', stage: '国四', trips: 3, refused: 3, held: 0, tonnes: 92, reason: refusal('国四重型货车，橙色预警期间禁止进入', 'China IV heavy truck: no entry during an orange warning') },
    { plate: '鲁N60L82', colour: 'yellow', stage: '国三', trips: 2, refused: 2, held: 0, tonnes: 61.2, reason: refusal('国三重型货车，本厂B级至少要求国四', 'China III heavy truck: a plant of grade B asks for at least China IV') },
    { plate: '豫A92Q06', colour: 'yellow', stage: '国四至国五', trips: 2, refused: 0, held: 2, tonnes: 40, reason: reason('warning.ban-heavy-le4', 'hold', '排放阶段国四至国五，橙色预警期间须先核实', 'Emission stage China IV to V: to be checked during an orange warning') },
    { plate: '晋M3K527', colour: 'yellow', stage: '未知', trips: 1, refused: 0, held: 1, tonnes: 0, reason: reason('warning.ban-heavy-le4', 'hold', '排放阶段未知，橙色预警期间须先核实', 'Emission stage unknown: to be checked during an orange warning') },
  ],
}
const measuresOf = (w, id, level) => {
  const plan = (w.plan?.[level]?.measures ?? [{ text: '热压机停2台（共4台）' }, { text: '砂光线停产' }, { text: '停推台锯2台（共4台）' }, { text: '厂区道路每4小时洒水1次' }]).filter((m) => !m.for_drivers)
  const all = [...plan.map((m, i) => ({ id: `p${i + 1}`, text: m.text, kind: 'production' })), { id: 'pt', text: '国四及以下重型货车禁止进入', kind: 'transport' },
    ...added(w).filter((m) => m.warning === id).map((m) => ({ id: m.id, text: m.text ?? m.title.zh, kind: 'order' }))]
  return all.map((m) => {
    const own = executions(w).filter((x) => x.measure === m.id && id !== 'w0')
    return { ...m, proofs: own.length, last_at: own.at(-1)?.at ?? null }
  })
}

export const routes = [
  ['GET', '/api/v1/warnings', ({ world: w }) => shown(w)],
  ['POST', '/api/v1/warnings', ({ world: w, body }) => {
    const id = next(w, 'w')
    log(w)
    if (begun(w, body.effective_at)) w.warning = { id, level: body.level, since: body.effective_at }
    return { status: 201, body: act(w, id, 'start', body.level, body.effective_at, more(body)) }
  }],
  ['POST', '/api/v1/warnings/{id}/change', ({ world: w, params, body }) => {
    log(w)
    if (begun(w, body.effective_at)) w.warning = { id: params.id, level: body.level, since: body.effective_at }
    return act(w, params.id, 'change', body.level, body.effective_at, more(body))
  }],
  ['POST', '/api/v1/warnings/{id}/extend', ({ world: w, params, body }) => act(w, params.id, 'extend', null, iso(w.clock()), more(body))],
  ['POST', '/api/v1/warnings/{id}/lift', ({ world: w, params, body }) => {
    log(w)
    if (begun(w, body.effective_at) && w.warning?.id === params.id) w.warning = null
    return act(w, params.id, 'lift', null, body.effective_at, more(body))
  }],
  ['POST', '/api/v1/warnings/{id}/measures', ({ world: w, params, body, ctx }) => {
    const bad = body.exemptions?.find((e) => /plate/.test(e.when))
    if (bad) return ctx.problem(422, 'invalid', "exemptions[0]: when: column 1: nothing is called 'plate'; name a fact, a let above or a parameter of this pack")
    const template = TEMPLATES.find((x) => x.template === body.template)
    const id = next(w, 'm')
    added(w).push({ id, warning: params.id, level: null, template: body.template, title: template.title, text: body.text ?? null, params: body.params, exemptions: body.exemptions ?? null, from: body.from ?? iso(w.clock()), to: body.to ?? null, order: body.order ?? null, fault: null, in_force: !body.from || begun(w, body.from), admitted_today: null })
    return { status: 201, body: { ...act(w, params.id, 'measures', null, body.from ?? iso(w.clock()), { measure: id, order: body.order ?? null }), id } }
  }],
  ['GET', '/api/v1/warnings/{id}/executions', ({ world: w, params }) => {
    const level = levelOf(w, params.id) ?? log(w).filter((a) => a.id === params.id && a.level).at(-1)?.level ?? 'yellow'
    const measures = measuresOf(w, params.id, level)
    return { warning: params.id, level, items: params.id === 'w0' ? [] : executions(w), measures, complete: measures.every((m) => m.proofs > 0), next: null }
  }],
  ['POST', '/api/v1/warnings/{id}/executions', ({ world: w, body }) => {
    const id = next(w, 'e')
    w.index += 1
    executions(w).push({ id, index: w.index, measure: body.measure, level: 'orange', at: body.at ?? iso(w.clock()), proof: body.proof, note: body.note ?? null, actor: '王工' })
    return { status: 201, body: { id } }
  }],
  ['POST', '/api/v1/documents', ({ world: w }) => ({ status: 201, body: { sha256: SHA, url: `/api/v1/documents/${SHA}`, index: (w.index += 1) } })],
  ['GET', '/api/v1/documents/{sha256}', () => ({ raw: '%PDF-1.4', type: 'application/pdf' })],
  ['POST', '/api/v1/rehearsals', ({ world: w, body }) => {
    const past = Date.parse(body.to) <= w.clock()
    const shift = past ? 0 : 7 * DAY
    const empty = w.scenario === 'empty'
    const answer = { ...REHEARSED, ...(empty ? { passages: 0, vehicles: [] } : {}), ...w.rehearsal }
    return { level: body.level, grade: body.grade ?? 'B', facts: body.facts ?? 'now', from: body.from, to: body.to, based_on: { from: iso(Date.parse(body.from) - shift), to: iso(Date.parse(body.to) - shift) }, ...answer, vehicles_named: answer.vehicles.length }
  }],
]
