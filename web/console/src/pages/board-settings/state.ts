// What the board would show with the settings that are being edited; the defaults are the official wording.
import type { Arrival, StateMessage, WarningLevel } from '@cleangate/shared/board'
import type { Plan, Plant } from '../../api/types'
import { boardLines } from '../../plan'
import { industryWords } from './plant'

export interface Wording {
  title: string; footer: string; no_warning: string
  admit: { headline: string; reason: string }; refuse: { headline: string }; hold: { headline: string; reason: string }; exit: { headline: string; reason: string }
  admit_s: number | null; refuse_s: number | null
}
export type Situation = 'none' | WarningLevel | 'admit' | 'refuse' | 'hold'
export const SITUATIONS: Situation[] = ['none', 'yellow', 'orange', 'red', 'admit', 'refuse', 'hold']

export const OFFICIAL = {
  title: '工业企业落实重污染天气应急响应措施“一厂一策”公示', footer: '监督电话 12345', no_warning: '当前无重污染天气预警',
  admit: { headline: '准许进入', reason: '符合标准' }, refuse: { headline: '禁止进入' }, hold: { headline: '待核实', reason: '请联系门卫' }, exit: { headline: '准许驶出', reason: '一路平安' },
  admit_s: 6, refuse_s: 10,
} satisfies Wording

const text = (v: unknown) => (typeof v === 'string' ? v : '')
const seconds = (v: unknown) => (typeof v === 'number' ? Math.round(v / 1000) : null)
type Tree = Record<string, unknown>
const tree = (v: unknown): Tree => (v && typeof v === 'object' ? (v as Tree) : {})

export function wordingOf(plant: Plant): Wording {
  const board = tree(plant.board)
  const texts = tree(board.texts)
  const timing = tree(board.timing)
  const pair = (k: string) => ({ headline: text(tree(texts[k]).headline), reason: text(tree(texts[k]).reason) })
  return {
    title: text(board.title), footer: text(board.footer), no_warning: text(texts.no_warning), admit: pair('admit'), refuse: { headline: pair('refuse').headline },
    hold: pair('hold'), exit: pair('exit'), admit_s: seconds(timing.admit_ms), refuse_s: seconds(timing.refuse_ms),
  }
}
/** Members of `board` for the API; what is empty stays out, so that the server's default speaks. */
export function boardOf(w: Wording, plant: Plant): Tree {
  const board = tree(plant.board)
  const filled = (o: Tree) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== '' && v !== null && !(typeof v === 'object' && !Object.keys(v as Tree).length)))
  const { no_warning: _n, admit: _a, refuse: _r, hold: _h, exit: _e, ...others } = tree(board.texts)
  const { admit_ms: _am, refuse_ms: _rm, ...timing } = tree(board.timing)
  return {
    title: w.title.trim(), footer: w.footer.trim(),
    texts: { ...others, ...filled({ no_warning: w.no_warning.trim(), admit: filled(w.admit), refuse: filled(w.refuse), hold: filled(w.hold), exit: filled(w.exit) }) },
    timing: { ...timing, ...filled({ admit_ms: w.admit_s && w.admit_s * 1000, refuse_ms: w.refuse_s && w.refuse_s * 1000 }) },
  }
}

const RESPONSE = { yellow: 'Ⅲ', orange: 'Ⅱ', red: 'Ⅰ' } as const
const LEVEL = { yellow: '黄色', orange: '橙色', red: '红色' } as const
const isLevel = (s: Situation): s is WarningLevel => s in RESPONSE

export function stateOf(facts: Record<string, unknown>, w: Wording, plan: Plan, situation: Situation, at: string, publicUrl: string | null): StateMessage {
  const level: WarningLevel | null = isLevel(situation) ? situation : situation === 'none' ? null : 'orange'
  const of = (l: WarningLevel) => boardLines(plan, l).filter((m) => m.text.trim())
  const f = (k: string) => text(facts[k]).trim()
  const phone = (k: string) => (f(k) ? `${f(k).slice(0, 3)}XXXXXXXX` : '')
  const grade = f('grade')
  const [, month, day] = /^\d+-(\d+)-(\d+)/.exec(at) ?? []
  return {
    type: 'state', at, title: w.title || OFFICIAL.title,
    plant: {
      name: f('name'), district: f('district'), legal_person: f('legal_person'), legal_phone: phone('legal_phone'), responsible_person: f('responsible_person'), responsible_phone: phone('responsible_phone'),
      industry: industryWords(f('industry_name'), f('industry')), grade, grade_text: grade.length <= 2 ? `${grade}级` : grade, remark: f('remark'),
    },
    warning: level && { level, response: RESPONSE[level], effective_at: at, text: `当前重污染天气${LEVEL[level]}预警，执行${RESPONSE[level]}级应急响应措施`, started_text: `启动时间：${at.slice(0, 4)}年${Number(month)}月${Number(day)}日${Number(at.slice(11, 13))}时` },
    measures: level ? of(level) : [], plan: { yellow: of('yellow'), orange: of('orange'), red: of('red') },
    no_warning_text: w.no_warning || OFFICIAL.no_warning, qr: publicUrl ? { url: publicUrl, lines: ['扫描二维码', '登记货物信息'] } : null,
    footer: w.footer || OFFICIAL.footer, lanes: [], timing: { admit_ms: 6000, refuse_ms: 10000, hold_max_ms: 20000, min_ms: 3000, stale_ms: 10000 },
  }
}

export function arrivalOf(w: Wording, situation: Situation, at: string): Arrival | null {
  if (situation !== 'admit' && situation !== 'refuse' && situation !== 'hold') return null
  const held = situation === 'hold'
  return {
    type: 'arrival', index: 1, id: `preview-${situation}`, at, lane: { id: 'lane-1', name: '1号车道' }, direction: 'in', plate: held ? '冀R8B9Q7' : '津A12345', colour: 'yellow', plate_class: '',
    verdict: situation, headline: w[situation].headline || OFFICIAL[situation].headline,
    reason: situation === 'refuse' ? '不符合国五及以上标准' : w[situation].reason || OFFICIAL[situation].reason, stage: held ? null : situation === 'refuse' ? '排放阶段 国四' : '排放阶段 国六', uncertain: held ? [3] : [], resolved: false,
  }
}
