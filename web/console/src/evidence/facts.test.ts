import { expect, test } from 'vitest'
import type { ExplainedClause, FactRead } from '../api/types'
import { i18n } from '../i18n'
import { factText, inWeight, sourceText } from './facts'

i18n.global.locale.value = 'zh'
const fact = (more: Partial<FactRead>): FactRead => ({ name: 'x', label: { zh: '', en: '' }, type: 'yes or no', of: null, value: 'true', source: 'vehicle', ...more })

test('facts are said in words, and what nobody knew is unknown', () => {
  expect(factText(fact({}), 'zh')).toBe('是')
  expect(factText(fact({ value: 'unknown' }), 'zh')).toBe('未知')
  expect(factText(fact({ type: 'stage', value: '4' }), 'zh')).toBe('国四')
  expect(factText(fact({ type: 'stage', value: '4..5' }), 'zh')).toBe('国四至国五')
  expect(factText(fact({ type: 'stage', value: 'unknown' }), 'zh')).toBe('未知')
  expect(factText(fact({ type: 'word', of: 'level', value: 'none' }), 'zh')).toBe('没有预警')
  expect(factText(fact({ type: 'word', of: 'level', value: 'orange' }), 'zh')).toBe('橙色预警')
  expect(factText(fact({ type: 'word', of: 'fuel', value: 'B' }), 'zh')).toBe('柴油')
  expect(factText(fact({ type: 'word', of: 'grade', value: 'B-' }), 'zh')).toBe('B-')
  expect(factText(fact({ type: 'number', value: '12345' }), 'zh')).toBe('12,345')
  expect(factText(fact({ type: 'number', name: 'minute_of_day', value: '545' }), 'zh')).toBe('09:05')
})

test('a source is a word of ours or what a person wrote', () => {
  expect(sourceText(fact({ source: 'clock' }))).toBe('时钟')
  expect(sourceText(fact({ source: 'guard' }))).toBe('门卫登记')
  expect(sourceText(fact({ source: '随车清单，王工' }))).toBe('随车清单，王工')
})

test('what decided comes first, what was lifted last', () => {
  const clause = (outcome: ExplainedClause['outcome'], id: string) => ({ outcome, clause: id }) as ExplainedClause
  const sorted = inWeight([clause(null, 'l'), clause('remind', 'r'), clause('hold', 'h'), clause('refuse', 'a'), clause('refuse', 'b')])
  expect(sorted.map((c) => c.clause)).toEqual(['a', 'b', 'h', 'r', 'l'])
})
