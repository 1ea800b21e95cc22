import { expect, test } from 'vitest'
import { subjectOf } from './target'

test('what was called becomes what it was about', () => {
  expect(subjectOf('/api/v1/lanes/east-in/open')).toBe('east-in')
  expect(subjectOf('/api/v1/devices/cam-1/secret')).toBe('cam-1')
  expect(subjectOf('/api/v1/vehicles/%E5%86%80R12345/yellow/confirm')).toBe('冀R12345/yellow')
  expect(subjectOf('/api/v1/lists/deny')).toBe('deny')
  expect(subjectOf('/api/v1/lists/deny/0192-aa')).toBe('deny')
  expect(subjectOf('/api/v1/devices')).toBe('')
  expect(subjectOf('/api/v1/plant')).toBe('')
  expect(subjectOf('/api/v1/warnings/0192-aa/lift')).toBe('')
})
test('what cannot be decoded or is no address stays as it is', () => {
  expect(subjectOf('/api/v1/devices/%E5%8')).toBe('%E5%8')
  expect(subjectOf('east-in')).toBe('east-in')
})
