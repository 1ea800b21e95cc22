import { expect, it } from 'vitest'
import { backoff, parse } from './connection'

it('backs off from 0.5 s to 5 s', () => {
  expect([0, 1, 2, 3, 4, 9].map(backoff)).toEqual([500, 1000, 2000, 4000, 5000, 5000])
})

it('ignores what it does not understand', () => {
  expect(parse('{"type":"tick","at":"2026-12-14T14:00:00+08:00"}')?.type).toBe('tick')
  for (const bad of ['', 'x', 'null', '[]', '{"type":"later"}']) expect(parse(bad)).toBeNull()
})
