import { expect, it } from 'vitest'
import { hasStage } from './stage'

const at = (min: string | null, max = min) => ({ stage: { min, max, source: null } }) as Parameters<typeof hasStage>[0]
it('finds a stage with its halves, the old ones together, and what is not settled as unknown', () => {
  expect(hasStage(at('6b'), '6')).toBe(true)
  expect(hasStage(at('6a', '6b'), '6')).toBe(true)
  expect(hasStage(at('2'), '3')).toBe(true)
  expect(hasStage(at('4'), '3')).toBe(false)
  expect(hasStage(at('D'), 'D')).toBe(true)
  expect(hasStage(at(null), 'X')).toBe(true)
  expect(hasStage(at('4', '5'), 'X')).toBe(true)
  expect(hasStage(at('4', '5'), '4')).toBe(false)
})
