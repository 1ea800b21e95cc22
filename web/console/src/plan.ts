// What the plan says in words: the sentence of a measure from its parts, and the lines that stand on the board.
import type { Level, Plan } from './api/types'
import { stageName } from './format'
import zh from './i18n/zh'

export type Measure = NonNullable<NonNullable<Plan[Level]>['measures']>[number]
export type Transport = NonNullable<NonNullable<Plan[Level]>['transport']>[number]
export type Params = Record<string, unknown>
export const LEVELS: Level[] = ['yellow', 'orange', 'red']

/** The plan's own templates: title, the clause that speaks and its short cause, as rules/cn-plan-*.toml have them. */
export const TEMPLATES = {
  BAN_STAGE: { title: '一厂一策：按排放阶段禁用车辆', clause: 'plan.ban-stage', cause: '排放阶段不符', params: { max_stage: '4', heavy_only: true, all_fuels: true, fuels: ['A', 'B', 'E', 'F'] } },
  STOP_ROAD: { title: '一厂一策：停止公路运输', clause: 'plan.stop-road', cause: '预警期间停止公路运输', params: {} },
  QUOTA: { title: '一厂一策：进厂货车配额', clause: 'plan.quota', cause: '今日配额已满', params: { percent: '', base: '', heavy_only: false } },
  WINDOW: { title: '一厂一策：时段限制', clause: 'plan.window', cause: '该时段禁止进入', params: { from: '', to: '' } },
  MACHINE_BAN: { title: '一厂一策：停用非道路移动机械', clause: 'plan.machine-ban', cause: '机械排放阶段不符', params: { max_stage: '2' } },
} as const
export type Template = keyof typeof TEMPLATES
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as Template[]
export const isTemplate = (name: string): name is Template => name in TEMPLATES

/** 停推台锯2台（共4台）: what the server makes of the same members; empty when they say nothing yet. */
export function measureSentence(m: { verb?: string; target?: string; value?: number | string; of?: number | string; unit?: string }): string {
  const { target = '', unit = '' } = m
  const value = String(m.value ?? '')
  const of = String(m.of ?? '')
  if (!target) return ''
  if (m.verb === 'stop') return `停${target}${value}${value && unit}${of && `（共${of}${unit}）`}`
  if ((m.verb !== 'limit' && m.verb !== 'reduce') || !value) return ''
  return `${target}${m.verb === 'limit' ? '限产' : '减少'}${value}${unit || '%'}`
}

export const STAGE_CODES = ['1', '2', '3', '4', '5', '6a', '6b']
export const MACHINE_STAGES = ['1', '2', '3', '4']
export const FUELS = ['B', 'A', 'E', 'F', 'O', 'L', 'N']
/** The words of the board are Chinese whatever the console speaks. */
const fuelWord = (f: string) => (zh.fuel as Record<string, string>)[f] ?? f
export const stageWords = (code: unknown) => stageName(String(code))
/** Chinese input methods write full-width digits and signs. */
export const halfWidth = (typed: unknown) => String(typed ?? '').normalize('NFKC').trim()
export const isTime = (v: unknown) => /^([01]\d|2[0-3]):[0-5]\d$/.test(String(v ?? ''))
/** 8, 8:00, 0800 and 8：00 are 08:00; what is no time stays as it was typed. */
export function readTime(typed: string): string {
  const hit = /^(\d{1,2})(?::(\d{2})|(\d{2}))?$/.exec(halfWidth(typed))
  const time = hit ? `${hit[1]!.padStart(2, '0')}:${hit[2] ?? hit[3] ?? '00'}` : ''
  return isTime(time) ? time : typed.trim()
}
/** 22:00 to 08:00 goes over midnight. */
export const overMidnight = (from: string, to: string) => isTime(from) && isTime(to) && from > to
/** Entries a day that a quota lets in: the next one is refused when `admitted × 100 ≥ percent × base`. */
export const quotaOf = (percent: number, base: number) => Math.ceil((percent * base) / 100)

const SENTENCES: Record<Template, (p: Params) => string> = {
  BAN_STAGE: (p) => {
    const fuels = p.all_fuels === false ? ((p.fuels as string[] | undefined) ?? []).map(fuelWord).join('、') : ''
    return `${stageWords(p.max_stage)}及以下${fuels}${p.heavy_only === false ? '货车' : '重型货车'}禁止进入`
  },
  STOP_ROAD: () => '停止公路运输',
  QUOTA: (p) => {
    if (p.percent === '' || p.base === '' || p.percent === undefined || p.base === undefined) return ''
    return `每日进厂${p.heavy_only ? '重型货车' : '货车'}不超过${quotaOf(Number(p.percent), Number(p.base))}辆次（日常${Number(p.base)}辆次的${Number(p.percent)}%）`
  },
  WINDOW: (p) => {
    const [from, to] = [String(p.from ?? ''), String(p.to ?? '')]
    return isTime(from) && isTime(to) ? `${from}至${overMidnight(from, to) ? '次日' : ''}${to}货车禁止进入` : ''
  },
  MACHINE_BAN: (p) => `${stageWords(p.max_stage)}及以下非道路移动机械停止使用`,
}
export function transportSentence(template: string, params: Params): string {
  return isTemplate(template) ? SENTENCES[template]({ ...TEMPLATES[template].params, ...params }) : ''
}

export interface Line { text: string; for_drivers: boolean }
/** As the server puts them on the board: production first, then transport, which is for drivers unless it says no. */
export function boardLines(plan: Plan | null | undefined, level: Level): Line[] {
  const { measures = [], transport = [] } = plan?.[level] ?? {}
  return [
    ...measures.map((m) => ({ text: m.text, for_drivers: m.for_drivers ?? false })),
    ...transport.map((m) => ({ text: m.text || (isTemplate(m.template) ? TEMPLATES[m.template].title : m.template), for_drivers: m.for_drivers ?? true })),
  ]
}
