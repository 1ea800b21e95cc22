import { expect, test } from 'vitest'
import type { StageWork } from '../../api/types'
import { byDeadline, lateBy } from './order'

const due = (deadline: string) => ({ deadline }) as StageWork

test('the earliest deadline comes first and the given list stays as it is', () => {
  const given = [due('2026-12-16T00:00:00+08:00'), due('2026-12-14T00:00:00+08:00'), due('2026-12-15T00:00:00+08:00')]
  expect(byDeadline(given).map((w) => w.deadline.slice(8, 10))).toEqual(['14', '15', '16'])
  expect(given[0]!.deadline.slice(8, 10)).toBe('16')
})

test('a deadline is over from its very moment', () => {
  const at = Date.parse('2026-12-14T00:00:00+08:00')
  expect(lateBy(due('2026-12-14T00:00:00+08:00'), at - 1)).toBe(-1)
  expect(lateBy(due('2026-12-14T00:00:00+08:00'), at + 60_000)).toBe(60_000)
})
