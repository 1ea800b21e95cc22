import { beforeAll, describe, expect, it } from 'vitest'
import type { WarningAction } from '../../api/types'
import { ApiError } from '../../api/client'
import { addWords, setLang } from '../../i18n'
import { chainsOf, comingOf, measureState, moveOf, regionsOf } from './chains'
import { exemptionsOf, rowFault } from './exemptions'
import { atField, fieldOf, finding, formValue, paramsOf } from './measure-fields'
import { isOver, periodOf, tonnes } from './periods'
import { stageOrder, stageWords } from './stage-words'
import words from './words'

beforeAll(() => {
  addWords('warnings', words)
  setLang('zh')
})
const at = (clock: string) => Date.parse(`2026-12-${clock}+08:00`)
let index = 0
const act = (id: string, action: WarningAction['action'], level: WarningAction['level'], when: string, more: Partial<WarningAction> = {}): WarningAction =>
  ({ id, index: (index += 1), action, level, effective_at: `2026-12-${when}+08:00`, cancelled: false, ...more }) as WarningAction

describe('chains', () => {
  const items = [
    act('old', 'start', 'yellow', '01T12:00:00'), act('old', 'lift', null, '03T08:00:00'),
    act('run', 'start', 'yellow', '11T20:00:00', { region: '131000', reduction_list: '2026', order: { no: '甲' } }),
    act('run', 'change', 'red', '12T12:00:00', { order: { no: '乙' } }), act('run', 'change', 'orange', '12T18:00:00'), act('run', 'lift', null, '14T18:00:00', { cancelled: true }), act('run', 'lift', null, '15T08:00:00'),
    act('soon', 'start', 'red', '20T00:00:00'), act('gone', 'start', 'red', '18T00:00:00', { cancelled: true }), act('gone', 'lift', null, '13T00:00:00'),
  ]
  const chains = chainsOf({ items, chains: [{ id: 'run', level: 'orange', expected_end: null, overdue: false }] }, at('14T12:00:00'))
  it('stand with what is in force first', () => {
    expect(chains.map((c) => [c.id, c.state])).toEqual([['run', 'now'], ['soon', 'planned'], ['gone', 'withdrawn'], ['old', 'ended']])
  })
  it('know region, list and the newest order', () => {
    expect(chains[0]).toMatchObject({ region: '131000', list: '2026', order: { no: '乙' }, to: at('15T08:00:00') })
  })
  it('tell a raise from a lowering', () => {
    expect(items.slice(2, 5).map((a) => moveOf(chains[0]!, a))).toEqual(['start', 'raise', 'lower'])
  })
  it('say what comes, without what was cancelled', () => {
    expect(comingOf(chains, at('14T12:00:00')).map((c) => [c.id, c.action, c.was])).toEqual([['run', 'lift', 'orange'], ['soon', 'start', null]])
  })
  it('say when an order’s measure counts', () => {
    const m = { id: 'm', warning: 'run', template: 'M3', in_force: false, from: '2026-12-14T20:00:00+08:00', to: null } as never
    expect(measureState(m, chains[0], at('14T12:00:00'))).toBe('planned')
    expect(measureState(m, chains[3], at('14T12:00:00'))).toBe('ended')
  })
  it('offer the regions that cover the plant', () => {
    expect(regionsOf('131002').map((r) => r.code)).toEqual(['131002', '131000', '130000'])
    expect(regionsOf('130000').map((r) => r.kind)).toEqual(['province'])
    expect(regionsOf('13')).toEqual([])
  })
})

describe('an order’s measure', () => {
  it('puts each fault of the server at its field', () => {
    expect(fieldOf("params: M6 needs 'base'")).toBe('p.base')
    expect(fieldOf('params: from: write "22:00"')).toBe('p.from')
    expect(fieldOf("exemptions[0]: when: column 1: nothing is called 'plate'; name a fact")).toBe('exemptions')
    expect(fieldOf('to: must be after from')).toBe('to')
    expect(finding("exemptions[0]: when: column 1: nothing is called 'plate'; name a fact")).toBe('条件里没有“plate”，只能用规则里的名称')
    expect(finding('params: odd: is odd')).toBe('is odd')
    const e = atField(new ApiError(422, 'invalid', 'params: base: must be a number')) as ApiError
    expect(e.fields).toEqual([{ field: 'p.base', message: '要填整数' }])
    const other = new ApiError(409, 'conflict', 'to: x')
    expect(atField(other)).toBe(other)
  })
  it('holds parameters as a form does and writes them back', () => {
    const of = (id: string, type: string) => ({ id, type, required: false, values: [] }) as never
    expect([formValue(of('a', 'yes or no'), 'true'), formValue(of('b', 'number'), '10'), formValue(of('c', 'stage'), '4'), formValue(of('d', 'yes or no'), null)]).toEqual([true, 10, '4', false])
    expect(paramsOf([of('a', 'number'), of('b', 'time')], { 'p.a': 3, 'p.b': '' })).toEqual({ a: 3 })
  })
  it('names an exemption by its condition unless it has a name', () => {
    const row = { clause: 'c', condition: 'stage6', own: '', name: '', evidence: '' }
    expect(exemptionsOf([row])).toEqual([{ clause: 'c', when: 'stage >= 6', text: '国六及以上车辆' }])
    expect(rowFault({ ...row, condition: 'own', own: 'heavy' })).toBe(true)
    expect(exemptionsOf([{ ...row, condition: 'own', own: 'heavy', name: '重车', evidence: '证' }])[0]).toMatchObject({ when: 'heavy', text: '重车', evidence: '证' })
  })
})

describe('a rehearsal', () => {
  it('offers Beijing’s days', () => {
    const p = periodOf('tomorrow', at('14T23:30:00'))
    expect([p.from, p.to]).toEqual([at('15T00:00:00'), at('16T00:00:00')])
    expect(isOver(periodOf('past', at('14T23:30:00')).to, at('14T23:30:00'))).toBe(true)
  })
  it('says stages in both languages and in their order', () => {
    expect(['国六', '未知', '国四至国五', '国四', '电动'].sort((a, b) => stageOrder(a) - stageOrder(b))).toEqual(['国四', '国四至国五', '国六', '电动', '未知'])
    expect(stageWords('国四至国五', 'en')).toBe('China 4 to 5')
    expect(stageWords('未知', 'en')).toBe('Unknown')
    expect([tonnes(1234.56), tonnes(20)]).toEqual(['1,234.6', '20'])
  })
})
