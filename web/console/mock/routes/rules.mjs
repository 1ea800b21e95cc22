// Rule packs and why a passage was judged as it was; all in the world, so a reset forgets it.
import { TEMPLATES } from '../order-templates.mjs'
import { iso } from '../world.mjs'

const made = (w, key, make) => (w[key] ??= make(w))
const day = (d) => `${d}T00:00:00.000+08:00`
const text = (zh, en) => ({ zh, en })
const NONE = text('', '')
const clause = (id, group, grades, when, outcome, zh, en, citation, more = {}) => ({
  id, group, grades, unverified_grades: [], when, outcome, on_unknown: outcome === 'share_guard' ? 'remind' : 'hold', warns: null, evidence: 'brochure', citation,
  text: text(zh, en), held: text('{doubt}，{warning}须先核实', '{doubt}: to be checked {warning}'), advice: text('换国五及以上或新能源车辆', 'use a China V or newer or NEV vehicle'), held_advice: NONE, board: '不符合国五及以上标准', exemptions: [], ...more,
})
const parameter = (id, type, values, more = {}) => ({ id, type, of: null, min: null, max: null, required: false, values, ...more })
const GENERIC = [
  clause('a.road', 'grade', ['A', 'A+', '引领性'], 'truck and not clean', 'refuse', '{stage}{class}，本厂{grade}级只允许国五及以上或新能源货车', '{stage} {class}: a plant of grade {grade} admits only trucks of China V or newer, or NEV', 'A级 运输方式1：物料公路运输全部使用国五及以上（含燃气）或新能源车辆'),
  clause('b.road-floor', 'grade', ['B'], 'truck and stage <= 3 and not nev', 'refuse', '{stage}{class}，本厂B级至少要求国四', '{stage} {class}: a plant of grade B asks for at least China IV', 'B级 运输方式1：其他车辆达到国四排放标准'),
  clause('b.road-share', 'grade', ['B'], 'truck and not clean and share_qualifying * 100 < share_percent * (share_total + 1)', 'share_guard', '{stage}{class}进厂后，达标货车占比低于80%（{share_qualifying}/{share_total}）', '{stage} {class}: the share of clean trucks would fall below 80 %', 'B级 运输方式1：国五及以上或新能源车辆占比不低于80%'),
  clause('warning.ban-heavy-le4', 'grade', ['B', 'C'], 'warning >= "yellow" and truck and heavy and stage <= 4 and not nev', 'refuse', '{stage}重型货车，{warning}禁止进入', '{stage} heavy truck: no entry {warning}', 'B级、C级减排措施：停止使用国四及以下重型载货车辆（含燃气）进行运输', {
    unverified_grades: ['B-'], exemptions: [{ id: 'livelihood', when: 'livelihood', text: text('民生保障运输', 'daily supplies'), evidence: '主管部门证明' }] }),
  clause('warning.stop-road', 'grade', [], 'warning >= "yellow" and truck', 'refuse', '{warning}本厂停止公路运输，货车禁止进入', 'road transport is stopped {warning}: no truck may enter', 'D级减排措施：停止公路运输（仅水泥行业已见原文）', { evidence: 'unverified', unverified_grades: ['D', '非引领性', '未评级'] }),
]
const GENERIC_2 = GENERIC.filter((c) => c.id !== 'b.road-share').map((c) => (c.id === 'b.road-floor'
  ? { ...c, when: 'truck and stage <= 4 and not nev', text: text('{stage}{class}，本厂B级至少要求国五', '{stage} {class}: a plant of grade B asks for at least China V'), board: '不符合国五及以上标准' } : c))
  .concat(clause('b.night', 'city', ['B'], 'truck and window(22:00, 06:00)', 'hold', '夜间进厂的货车须先核实', 'trucks at night are checked first', '市政府通告第三条', { evidence: 'primary', on_unknown: 'remind' }))
const TOML = (id, version, kind) => `# 《重污染天气重点行业应急减排措施制定技术指南（2020年修订版）》\nid = "${id}"\nversion = "${version}"\nkind = "${kind}"\ntitle = {zh = "重点行业绩效分级（通用）", en = "Grading of key industries, general"}\ndocument = "环办大气函〔2020〕340号"\nregion = "000000"\nindustry = "generic"\nvalid_from = 2020-07-01\nevidence = "brochure"\n\n[[clause]]\nid = "b.road-floor"\ngrades = ["B"]\nwhen = "truck and stage <= 3 and not nev"\noutcome = "refuse"\n`
const PACK = (id, version, kind, zh, en, more = {}) => {
  const { clauses = [], parameters = [], lets = [], ...head } = more
  return {
    head: {
      id, version, source: 'shipped', uploaded_at: null, uploaded_by: null, note: '', fault: null, active: null, kind, title: text(zh, en), document: '环办大气函〔2020〕340号', citation: '环办大气函〔2020〕340号，差异化指标与减排措施（宣传册摘录）',
      region: '000000', industry: '*', template: null, evidence: 'secondary', valid_from: day('2020-07-01'), valid_to: null, about: '', clause_count: clauses.length, unverified_count: clauses.filter((c) => c.evidence === 'unverified').length, ...head,
    },
    body: { toml: TOML(id, version, kind), hints: [], clauses, parameters, lets, production: [], indicators: [] },
  }
}
const SHARE = parameter('share_percent', 'number', [{ from: null, value: '80' }, { from: day('2027-01-01'), value: '85' }], { min: 1, max: 100 })
const M3 = (id, group, cite, evidence) => clause(id, group, [], 'truck and heavy and stage <= max_stage and not nev', 'refuse', '{stage}重型货车，{warning}工业企业禁止使用', '{stage} heavy truck: plants may not use it {warning}', cite, {
  evidence, exemptions: [{ id: 'special-vehicle', when: 'special_vehicle', text: text('特种车辆', 'special vehicle'), evidence: '行驶证使用性质' }, { id: 'dangerous-goods', when: 'dangerous_goods', text: text('危化品车辆', 'dangerous goods'), evidence: '道路运输证' }] })
const MAX = parameter('max_stage', 'stage', [{ from: null, value: '4' }])
const firstPacks = (w) => [
  PACK('cn-2020-340-generic', '1', 'base', '重点行业绩效分级（通用）', 'Grading of key industries, general', {
    industry: 'generic', evidence: 'brochure', clauses: GENERIC, parameters: [SHARE], about: '340号文原文未见全文；各行业运输方式以行业章节为准。', active: { since: iso(w.clock() - 40 * 86400e3), by: '王工', note: '首次设置' } }),
  PACK('cn-2020-340-cement-clinker', '1', 'base', '水泥熟料绩效分级', 'Grading of cement clinker', { industry: 'cement-clinker', clauses: GENERIC.slice(0, 2) }),
  PACK('cn-2020-340-other', '1', 'base', '其他行业模板（未核实）', 'Other industries, template', { industry: 'other', evidence: 'unverified', clauses: GENERIC.map((c) => ({ ...c, evidence: 'unverified' })) }),
  PACK('cn-2024-cement-ule', '1', 'overlay', '水泥行业超低排放（清洁运输）', 'Cement: ultra-low emission', { industry: 'cement-clinker', document: '《关于推进实施水泥行业超低排放的意见》（五部门，2024-01-19）', valid_from: day('2024-01-19'), clauses: GENERIC.slice(0, 1) }),
  PACK('lf-2026-12', '1', 'overlay', '廊坊市夜间运输管控', 'Langfang: trucks at night', {
    source: 'uploaded', uploaded_at: iso(w.clock() - 5 * 86400e3), uploaded_by: '王工', note: '市政府通告', region: '131000', evidence: 'primary', document: '廊坊市人民政府通告2026年第12号', citation: '第三条', valid_from: day('2026-12-01'), valid_to: day('2027-04-01'),
    clauses: GENERIC_2.slice(-1), active: { since: iso(w.clock() - 5 * 86400e3), by: '王工', note: '通告2026年第12号' } }),
  PACK('cn-order-m3', '1', 'template', '工业企业禁用国四及以下重型货车', 'All plants: ban of heavy trucks up to China IV', { template: 'M3', document: '地方重污染天气应急响应通告', valid_from: day('2018-01-01'), parameters: [MAX], clauses: [M3('m3.ban-heavy', 'order', '沧州红色、九江橙色预警通告：工业企业停止使用国四及以下重型载货车辆（含燃气）', 'secondary')] }),
  PACK('cn-plan-ban-stage', '1', 'template', '一厂一策：按排放阶段禁用车辆', 'Plan: ban by stage', { template: 'BAN_STAGE', document: '一厂一策', evidence: 'unverified', valid_from: day('2018-01-01'), parameters: [{ ...MAX, required: true, values: [] }], clauses: [M3('ban-stage', 'plan', '一厂一策', 'unverified')] }),
  PACK('cn-warning-2018', '1', 'thresholds', '预警分级标准（2018—2023）', 'Warning levels 2018–2023', { evidence: 'primary', document: '重污染天气预警分级标准（2018年统一）', valid_from: day('2018-01-01'), valid_to: day('2024-01-01') }),
  PACK('cn-warning-2024', '1', 'thresholds', '预警分级标准（2024年起）', 'Warning levels from 2024', { document: '环大气〔2024〕6号', valid_from: day('2024-01-01') }),
]
const firstHistory = (w) => [
  { index: 127_903, id: 'lf-2026-12', version: '1', action: 'activate', note: '通告2026年第12号', by: '王工', at: iso(w.clock() - 5 * 86400e3), valid_from: null },
  { index: 127_902, id: 'lf-2026-12', version: '1', action: 'upload', note: '市政府通告', by: '王工', at: iso(w.clock() - 5 * 86400e3 - 60e3), valid_from: null },
  { index: 12, id: 'cn-2020-340-generic', version: '1', action: 'activate', note: '首次设置', by: '王工', at: iso(w.clock() - 40 * 86400e3), valid_from: null },
]
const order = ({ parameters, clauses, ...head }) => ({ head, body: { toml: '', hints: [], clauses, parameters, lets: [], production: [], indicators: [] } })
const shelf = (w) => made(w, 'packs', (world) => [...firstPacks(world), ...TEMPLATES.filter((x) => x.template !== 'M3').map(order)])
const log = (w) => made(w, 'packLog', firstHistory)
const find = (w, p) => shelf(w).find((x) => x.head.id === p.id && x.head.version === p.version)
const gone = (ctx) => ctx.problem(404, 'not_found', 'no such version of a rule pack')
const name = ({ head: h }) => ({ id: h.id, version: h.version, title: h.title })
function note(w, id, version, action, words, valid_from = null) {
  w.index += 1
  log(w).unshift({ index: w.index, id, version, action, note: words, by: '王工', at: iso(w.clock()), valid_from })
  return w.index
}
/** Faults as the linter names them; enough of it for a test. */
function faultsOf(toml) {
  const faults = []
  toml.split('\n').forEach((l, i) => {
    if (/^kind\s*=/.test(l) && !/"(base|overlay|template|thresholds)"/.test(l)) faults.push({ line: i + 1, column: 8, message: `kind: ${/"(.*)"/.exec(l)?.[1]} is none; write base, overlay, template or thresholds` })
    if (/^when\s*=/.test(l) && /stagee/.test(l)) faults.push({ line: i + 1, column: 9, message: 'stagee: no such fact or parameter; did you mean stage' })
  })
  if (!/^id\s*=/m.test(toml)) faults.unshift({ line: 1, column: 1, message: 'id: is missing' })
  return faults
}
function changes(before, after) {
  const out = after.filter((a) => JSON.stringify(before.find((b) => b.id === a.id)) !== JSON.stringify(a)).map((a) => {
    const b = before.find((x) => x.id === a.id) ?? null
    return { id: a.id, change: b ? 'changed' : 'added', members: b ? Object.keys(a).filter((k) => JSON.stringify(a[k]) !== JSON.stringify(b[k])) : [], before: b, after: a }
  })
  return [...out, ...before.filter((b) => !after.some((a) => a.id === b.id)).map((b) => ({ id: b.id, change: 'removed', members: [], before: b, after: null }))]
}

const fact = (name, zh, en, type, value, source = 'vehicle', of = null) => ({ name, label: text(zh, en), type, of, value, source })
const stageText = (s) => (!s?.min ? 'unknown' : s.min === s.max ? s.min : `${s.min}..${s.max}`)
const vehicleFacts = (p) => [
  fact('vehicle_class', '车辆类型', 'vehicle class', 'word', p.vehicle_class ?? 'unknown', 'vehicle', 'vehicle_class'), fact('heavy', '重型', 'heavy', 'yes or no', p.vehicle_class ? 'true' : 'unknown'),
  fact('stage', '排放阶段', 'emission stage', 'stage', stageText(p.stage), p.stage.source ?? 'vehicle'), fact('fuel', '燃料', 'fuel', 'word', p.vehicle_class ? 'B' : 'unknown', 'vehicle', 'fuel'), fact('nev', '新能源', 'new energy', 'yes or no', p.stage.min === 'D' ? 'true' : 'false'),
]
const BAN = GENERIC[3]
function explained(p, r) {
  const isLaw = !r.clause.startsWith('plate.') && r.clause !== 'plan.ok'
  const warning = fact('warning', '预警等级', 'warning level', 'word', 'orange', 'warning', 'level')
  return {
    pack: isLaw ? 'cn-2020-340-generic' : 'builtin', version: '1', clause: isLaw ? BAN.id : r.clause, outcome: r.outcome, text: r.text, advice: isLaw ? text('预警解除后再来，或换国五及以上、新能源车辆', 'come back when the warning is lifted') : NONE,
    may_lift: r.outcome === 'hold' && isLaw ? { id: 'livelihood', text: text('民生保障运输', 'daily supplies'), evidence: '主管部门证明' } : null, lifted_by: null,
    title: isLaw ? text('重点行业绩效分级（通用）', 'Grading of key industries, general') : null, document: isLaw ? '环办大气函〔2020〕340号' : null, group: isLaw ? 'grade' : null, citation: isLaw ? BAN.citation : null, when: isLaw ? BAN.when : null,
    evidence: isLaw ? (r.clause === 'stage.unknown' ? 'unverified' : 'brochure') : null, facts: isLaw ? [warning, ...vehicleFacts(p).slice(1, 3)] : [], parameters: [], measure: null,
  }
}
const LIFTED = (p) => ({
  ...explained(p, { clause: 'm3', outcome: null, text: text('国四重型货车，橙色预警期间工业企业禁止使用', 'China 4 heavy truck: plants may not use it during an orange warning') }), pack: 'cn-order-m3', clause: 'm3.ban-heavy', group: 'order', citation: '工业企业停止使用国四及以下重型载货车辆（含燃气），特种车辆除外', title: text('工业企业禁用国四及以下重型货车', 'All plants: ban of heavy trucks'),
  document: '地方重污染天气应急响应通告', evidence: 'secondary', outcome: null, advice: NONE, parameters: [{ name: 'max_stage', value: '4' }], measure: { id: 'order-7', order: '廊气办〔2026〕21号' }, lifted_by: { id: 'special-vehicle', text: text('特种车辆', 'special vehicle'), evidence: '行驶证使用性质' },
  facts: [...vehicleFacts(p).slice(1, 3), fact('special_vehicle', '特种车辆', 'special vehicle', 'yes or no', 'true')],
})

export const routes = [
  ['GET', '/api/v1/rule-packs', ({ world: w }) => ({
    items: shelf(w).map((p) => p.head), history: log(w), next: null,
    in_force: { base: name(shelf(w).find((p) => p.head.kind === 'base' && p.head.active)), overlays: shelf(w).filter((p) => p.head.kind !== 'base' && p.head.active).map(name), fault: w.packFault ?? null, until: day('2027-04-01') },
  })],
  ['POST', '/api/v1/rule-packs', ({ world: w, ctx, body }) => {
    const errors = faultsOf(body.toml ?? '')
    if (errors.length) return ctx.problem(422, 'invalid', `line ${errors[0].line}: ${errors[0].message}`, { errors })
    const word = (key) => new RegExp(`^${key}\\s*=\\s*"(.*?)"`, 'm').exec(body.toml)?.[1]
    const old = shelf(w).find((p) => p.head.id === word('id'))
    if (find(w, { id: word('id'), version: word('version') })) return ctx.problem(409, 'conflict', 'this version exists; take another number')
    const hints = [{ line: 13, column: 1, message: 'b.road-floor has no held; it would say “须先核实”' }]
    shelf(w).push({ head: { ...(old ?? shelf(w)[0]).head, id: word('id'), version: word('version'), source: 'uploaded', uploaded_at: iso(w.clock()), uploaded_by: '王工', note: body.note ?? '', active: null, clause_count: GENERIC_2.length }, body: { ...(old ?? shelf(w)[0]).body, toml: body.toml, hints: [], clauses: GENERIC_2 } })
    return { status: 201, body: { id: word('id'), version: word('version'), kind: old?.head.kind ?? 'base', title: (old ?? shelf(w)[0]).head.title, hints: w.packHints ? hints : [], index: note(w, word('id'), word('version'), 'upload', body.note ?? '') } }
  }],
  ['GET', '/api/v1/rule-packs/{id}/{version}', ({ world: w, ctx, params }) => {
    const p = find(w, params)
    return p ? { ...p.head, ...p.body, history: log(w).filter((a) => a.id === params.id).reverse() } : gone(ctx)
  }],
  ['GET', '/api/v1/rule-packs/{id}/{version}/diff', ({ world: w, ctx, params, query }) => {
    const [after, before] = [find(w, params), find(w, { id: params.id, version: query.get('against') })]
    if (!after || !before) return gone(ctx)
    const part = (key) => changes(before.body[key], after.body[key])
    return { id: params.id, version: params.version, against: query.get('against'), pack: null, clauses: part('clauses'), parameters: part('parameters'), lets: part('lets'), production: [], indicators: [] }
  }],
  ['POST', '/api/v1/rule-packs/{id}/{version}/activate', ({ world: w, ctx, params, body }) => {
    const p = find(w, params)
    if (!p) return gone(ctx)
    if (!body.valid_from) for (const x of shelf(w)) if (x.head.id === p.head.id || (p.head.kind === 'base' && x.head.kind === 'base')) x.head.active = null
    if (!body.valid_from) p.head.active = { since: iso(w.clock()), by: '王工', note: body.note }
    return { id: params.id, version: params.version, valid_from: body.valid_from ?? null, index: note(w, params.id, params.version, 'activate', body.note, body.valid_from ?? null) }
  }],
  ['POST', '/api/v1/rule-packs/{id}/deactivate', ({ world: w, params, body }) => {
    for (const x of shelf(w)) if (x.head.id === params.id) x.head.active = null
    note(w, params.id, null, 'deactivate', body.note)
    return { id: params.id }
  }],
  ['GET', '/api/v1/passages/{id}/why', ({ world: w, ctx, params }) => {
    const p = w.find(params.id)
    if (!p) return ctx.problem(404, 'not_found', 'no such passage')
    const spoke = p.reasons.filter((r) => r.outcome !== 'remind').map((r) => explained(p, r))
    return {
      id: p.id, entry: p.index, at: p.at, verdict: p.verdict, facts: vehicleFacts(p), clauses: p.id === 'p-refused' ? [LIFTED(p), ...spoke] : spoke,
      warning: w.warning && { id: w.warning.id, level: w.warning.level, since: w.warning.since, order: { no: '廊气办〔2026〕21号' } }, plan: { version: 3, at: day('2026-10-08'), by: '王工' }, packs: shelf(w).filter((x) => x.head.active).map(name),
    }
  }],
]
