export class MockLog {
  constructor(size: number)
  levels: Uint8Array[][]
  range(from: number, to: number): Uint8Array
  path(index: number): Uint8Array[]
}
