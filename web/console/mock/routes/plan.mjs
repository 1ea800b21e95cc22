// The plan and its versions: words alone as plants wrote them first, or with world.planned = true whole measures.
// world.planMeanwhile = true puts a version of someone else before the next one.
import { iso } from '../world.mjs'

const words = {
  yellow: { measures: [{ text: '国三及以下重型货车禁止进入', for_drivers: true }, { text: '热压机停1台（共4台）', for_drivers: false }] },
  orange: { measures: [{ text: '热压机停2台（共4台）', for_drivers: false }, { text: '砂光线停产', for_drivers: false }, { text: '停推台锯2台（共4台）', for_drivers: false }, { text: '厂区道路每4小时洒水1次', for_drivers: false }, { text: '国四及以下重型货车禁止进入', for_drivers: true }] },
  red: { measures: [{ text: '热压、砂光全部停产', for_drivers: false }, { text: '重型货车禁止进入（民生保障除外）', for_drivers: true }] },
}
const seed = {
  yellow: { measures: [{ id: 'y1', verb: 'stop', target: '热压机', value: 1, of: 4, unit: '台', text: '停热压机1台（共4台）', base_method: '设备台数', verify_by: '用电监管', for_drivers: false }], transport: [{ id: 'y2', template: 'BAN_STAGE', params: { max_stage: '3', heavy_only: true }, text: '国三及以下重型货车禁止进入', for_drivers: true }] },
  orange: {
    measures: [
      { id: 'o1', verb: 'stop', target: '热压机', value: 2, of: 4, unit: '台', text: '停热压机2台（共4台）', base_method: '设备台数', verify_by: '用电监管', for_drivers: false },
      { id: 'o2', verb: 'stop', target: '砂光线', text: '停砂光线', verify_by: '用电监管', for_drivers: false },
      { id: 'o3', verb: 'stop', target: '推台锯', value: 2, of: 4, unit: '台', text: '停推台锯2台（共4台）', base_method: '设备台数', verify_by: '现场检查', for_drivers: false },
      { id: 'o4', text: '厂区道路每4小时洒水1次', for_drivers: false },
    ],
    transport: [
      { id: 'o5', template: 'BAN_STAGE', params: { max_stage: '4', heavy_only: true }, exemptions: [{ id: 'o5a', clause: 'plan.ban-stage', when: 'livelihood', text: { zh: '民生保障物资', en: 'Supplies of daily life' }, evidence: '街道证明' }], text: '国四及以下重型货车禁止进入', for_drivers: true },
    ],
  },
  red: { measures: [{ id: 'r1', text: '热压、砂光全部停产', for_drivers: false }], transport: [{ id: 'r2', template: 'STOP_ROAD', text: '重型货车禁止进入（民生保障除外）', for_drivers: true }] },
  contacts: [{ name: '王建国', role: '应急负责人', phone: '13887654321' }, { name: '赵敏', role: '生产调度', phone: '13912345678' }],
}
const older = () => {
  const plan = structuredClone(seed)
  plan.orange.measures.splice(2, 1)
  plan.orange.measures[0] = { ...plan.orange.measures[0], value: 1, text: '停热压机1台（共4台）' }
  return plan
}
const DAY = 86400e3
const versions = (w) => (w.planVersions ??= w.scenario === 'empty' ? [] : [
  { index: 90_114, at: iso(w.clock() - 61 * DAY), actor: '王工', note: '首次制定', plan: older() },
  { index: 121_873, at: iso(w.clock() - 5 * DAY), actor: '赵工', note: '橙色增加推台锯，热压机停2台', plan: w.planned ? seed : words },
])
const shown = (w, i, whole) => {
  const { plan, ...v } = versions(w)[i]
  return { version: i + 1, ...v, current: i + 1 === versions(w).length, ...(whole ? { plan } : {}) }
}
const newest = (w) => versions(w).at(-1)
const LEVELS = ['yellow', 'orange', 'red']

function faultOf(body) {
  for (const l of LEVELS) {
    for (const [i, m] of (body[l]?.measures ?? []).entries()) {
      if (m.value > m.of) return `${l}.measures[${i}].value: must not be more than of`
    }
    for (const [i, m] of (body[l]?.transport ?? []).entries()) {
      for (const [j, x] of (m.exemptions ?? []).entries()) if (/[^a-z_ ()<>=0-9"]/.test(x.when)) return `${l}.transport[${i}].exemptions[${j}]: when: column 1: there is no such fact; use one of the catalogue`
    }
  }
  return null
}
function add(w, body, actor) {
  const { note = null, based_on: _, ...plan } = body
  const old = newest(w)?.plan ?? {}
  for (const l of LEVELS) if (plan[l] && !('transport' in plan[l]) && old[l]?.transport) plan[l].transport = old[l].transport
  if (!('contacts' in plan) && old.contacts) plan.contacts = old.contacts
  w.index += 1
  versions(w).push({ index: w.index, at: iso(w.clock()), actor, note, plan })
  return { ...plan, index: w.index }
}

export const routes = [
  ['GET', '/api/v1/plan', ({ world: w }) => newest(w)?.plan ?? {}],
  ['PUT', '/api/v1/plan', ({ world: w, body, ctx }) => {
    if (w.planMeanwhile) {
      w.planMeanwhile = false
      const plan = structuredClone(newest(w).plan)
      plan.red.measures[0].text = '热压、砂光、喷涂全部停产'
      add(w, { ...plan, note: '红色加喷涂' }, '王工')
    }
    if (body.based_on !== undefined && body.based_on !== (newest(w)?.index ?? 0)) return ctx.problem(409, 'conflict', 'the plan was saved by someone else meanwhile; read it again')
    const fault = faultOf(body)
    return fault ? ctx.problem(422, 'invalid', fault) : add(w, body, '赵工')
  }],
  ['GET', '/api/v1/plan/versions', ({ world: w }) => ({ items: versions(w).map((_, i) => shown(w, i, false)).reverse(), next: null })],
  ['GET', '/api/v1/plan/versions/{version}', ({ world: w, params, ctx }) => (versions(w)[Number(params.version) - 1] ? shown(w, Number(params.version) - 1, true) : ctx.problem(404, 'not_found', 'there is no such version of the plan'))],
  ['GET', '/api/v1/plan/print', () => ({ raw: '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>重污染天气“一厂一策”</title><h1>重污染天气应急响应“一厂一策”操作方案</h1></html>', type: 'text/html; charset=utf-8' })],
]
