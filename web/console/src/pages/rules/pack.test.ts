import { expect, test } from 'vitest'
import type { RuleChange, RulePack } from '../../api/types'
import { addWords, i18n } from '../../i18n'
import words from './words'
import { between, draftOf, inOrder, membersOf, parameterText, pieces, regionName, validity } from './pack'

addWords('rules', words)
i18n.global.locale.value = 'zh'

test('a region is told by its province, a period by its last day', () => {
  expect(regionName('000000')).toBe('全国')
  expect(regionName('130000')).toBe('河北')
  expect(regionName('131000')).toBe('河北131000')
  expect(validity({ valid_from: '2018-01-01T00:00:00.000+08:00', valid_to: '2024-01-01T00:00:00.000+08:00' })).toBe('2018-01-01 至 2023-12-31')
  expect(validity({ valid_from: '2020-07-01T00:00:00.000+08:00', valid_to: null })).toBe('2020-07-01 起')
})

test('in force first, then by kind; the tenth version stands before the ninth', () => {
  const pack = (id: string, version: string, kind: RulePack['kind'], active = false) => ({ id, version, kind, active: active ? { since: null, by: null, note: null } : null }) as RulePack
  const sorted = inOrder([pack('t', '1', 'template'), pack('b', '9', 'base'), pack('b', '10', 'base'), pack('o', '1', 'overlay', true)])
  expect(sorted.map((p) => `${p.id}${p.version}`)).toEqual(['o1', 'b10', 'b9', 't1'])
})

test('place holders are named, what is between them stays', () => {
  expect(pieces('{stage}重型货车，{warning}禁止进入').map((p) => (p.hole ? `[${p.text}]` : p.text)).join('')).toBe('[排放阶段]重型货车，[预警]禁止进入')
  expect(pieces('{quota_left}辆')[0]).toEqual({ text: 'quota_left', hole: true })
})

test('parameters are said in words', () => {
  expect(parameterText({ type: 'stage', of: null }, '4', 'zh')).toBe('国四')
  expect(parameterText({ type: 'number', of: null }, '1200', 'zh')).toBe('1,200')
})

test('a changed text shows only what differs', () => {
  expect(between('不低于80%', '不低于85%')).toEqual({ head: '不低于8', old: '0', fresh: '5', tail: '%' })
  expect(between('', '新')).toEqual({ head: '', old: '', fresh: '新', tail: '' })
  expect(between('aa', 'aaa')).toEqual({ head: 'aa', old: '', fresh: 'a', tail: '' })
})

test('changes are told member by member in words', () => {
  const change = {
    id: 'b.road-floor', change: 'changed', members: ['outcome', 'text', 'exemptions'],
    before: { outcome: 'refuse', text: { zh: '甲', en: 'a' }, exemptions: [] },
    after: { outcome: 'hold', text: { zh: '乙', en: 'b' }, exemptions: [{ id: 'x', when: 'rescue', text: { zh: '抢险', en: 'rescue' }, evidence: '派车单' }] },
  } as unknown as RuleChange
  expect(membersOf(change, 'zh')).toEqual([
    { name: '判定', before: '禁止', after: '待核实' }, { name: '告知司机', before: '甲', after: '乙' }, { name: '豁免', before: '', after: '抢险，rescue，派车单' },
  ])
})

test('a draft takes the next number and leaves other lines alone', () => {
  expect(draftOf('id = "a"\nversion = "2"\nnote = "version = 2"\n', ['1', '2'])).toBe('id = "a"\nversion = "3"\nnote = "version = 2"\n')
})
