import { beforeAll, expect, test } from 'vitest'
import type { Dossier, StageAnswer, StageStatement } from '../api/types'
import { addWords, setLang } from '../i18n'
import { changeLines, faultWords, gateStage, lastAnswer, lookLine, mayConfirm, ranked } from './dossier'
import words from './words'

beforeAll(() => {
  setLang('zh')
  addWords('dossier', words)
})
const one = (s: string) => ({ min: s, max: s }) as Dossier['stage']
const said = (source: string, stage: string, more: object = {}) => ({ source, stage: one(stage), at: '2026-12-13T10:00:00+08:00', who: '赵工', ...more }) as StageStatement
const LIST = said('list', '5')
const BUREAU = said('bureau', '4', { who: '平台' })
function dossier(more: object = {}): Dossier {
  return {
    plate: '豫A92Q06', colour: 'blue', stage: one('5'), gate_stage: one('5'), decisive: LIST,
    counting: [{ statement: LIST, without: { stage: one('4'), gate_stage: one('4') } }, { statement: BUREAU, without: { stage: one('5'), gate_stage: one('5') } }],
    conflicts: [{ against: BUREAU, since: BUREAU.at, settled: false }], set_aside: [{ statement: said('guard', '6b'), reason: 'expired' }], pending: null,
    statements: [{ index: 7, state: 'counts', statement: LIST }, { index: 9, state: 'rejected', cause: 'other_plate', statement: said('official', '3') }], ...more,
  } as Dossier
}

test('statements stand in their rank, each with what it is worth', () => {
  const rows = ranked(dossier())
  expect(rows.map((r) => [r.statement.source, r.standing, r.entry])).toEqual([['list', 'decisive', 7], ['bureau', 'conflict', null], ['guard', 'aside', null], ['official', 'aside', null]])
  expect(rows[0]!.without).toEqual(one('4'))
  expect(rows.map((r) => r.reason)).toEqual([null, null, 'expired', 'other_plate'])
})

test('one confirms what has an entry, and again only to settle a later conflict', () => {
  const d = dossier()
  expect(ranked(d).map((r) => mayConfirm(r, d))).toEqual([true, false, false, false])
  const stood = { ...LIST, confirmed_by: '王工' }
  const again = dossier({ decisive: stood, counting: [{ statement: stood, without: { stage: one('4'), gate_stage: one('4') } }] })
  expect(mayConfirm(ranked(again)[0]!, again)).toBe(true)
  const settled = { ...again, conflicts: [] }
  expect(mayConfirm(ranked(settled)[0]!, settled)).toBe(false)
})

test('an inference counts for what it may refuse', () => {
  expect(gateStage(dossier({ gate_stage: { min: '0', max: '4' } }), 'zh')).toBe('国四及以下')
  expect(gateStage(dossier({ gate_stage: { min: '0', max: '6b' } }), 'zh')).toBe('未知')
  expect(gateStage(dossier(), 'zh')).toBe('国五')
})

test('a look-up’s state reads as what people can do', () => {
  const now = Date.parse('2026-12-14T14:30:00+08:00')
  const answer = { entry: 1, at: '2026-12-14T14:03:10+08:00', accepted: true, source: 'official', stage: { ...one('5'), source: 'official' }, by: 'look-up' } as StageAnswer
  const line = (state: string, a: StageAnswer | null = null, error: string | null = null) => lookLine({ state: state as 'none', tries: 1, error }, a, now, 'zh')
  expect(line('asking', answer)).toEqual({ tone: 'working', text: '正在自动查询' })
  expect(line('none', answer)).toEqual({ tone: 'known', text: '官方查询 14:03：国五' })
  expect(line('none', { ...answer, accepted: false, cause: 'other_plate' })?.text).toBe('14:03查到的是另一副号牌，不算数')
  expect(line('none', { ...answer, stage: null })?.tone).toBe('nothing')
  expect(line('waiting', null, 'it answers HTTP 503')?.text).toBe('上次没有结果：对方返回HTTP 503')
  expect(line('failed', null, 'its answer is no JSON: x')?.tone).toBe('bad')
  expect(line('none')).toBeNull()
  expect(faultWords('https://a did not answer in time')).toBe('对方没有在规定时间内答复')
  expect(faultWords('its stage "国9" is not known: add it to "stages"')).toContain('国9')
  expect(faultWords('something new')).toBe('查询出错：something new')
})

test('what a statement changed is said in words, and a look-up’s answer is found in the ledger', () => {
  const known = (stage: string, conflicts: number, pending: boolean) => ({ stage: one(stage), gate_stage: one(stage), source: 'list', conflicts, pending })
  const change = { before: known('5', 0, false), after: known('5', 1, true), answers: [] }
  expect(changeLines(change, 'zh')).toEqual(['阶段不变，国五', '出现矛盾', '转为待核定'])
  const became = { before: { ...known('5', 0, true), stage: { min: '0', max: '6b' } }, after: known('4', 0, false), answers: [{ at_most: '4', before: 'unknown', after: 'true' }] }
  expect(changeLines(became as typeof change, 'zh')).toEqual(['未知 → 国四', '不再待核定', '“国四及以下”的判定：不明 → 是'])
  expect(changeLines(null, 'zh')).toEqual(['没有改变什么'])
  expect(lastAnswer(dossier())).toBeNull()
  const d = dossier({ statements: [{ index: 4, state: 'rejected', cause: 'other_vin', statement: BUREAU, by: 'look-up' }] })
  expect(lastAnswer(d)).toMatchObject({ accepted: false, cause: 'other_vin' })
})
