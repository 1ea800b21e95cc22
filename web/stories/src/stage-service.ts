// A service that is asked for emission stages, in the form of the simulator's (`cleangate simulate --lookup`), but here
// the story says whom it knows and how it answers.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const SECRET = 'stage-service-secret'

export class StageService {
  /** Stage by plate. */
  readonly knows = new Map<string, string>()
  mood: 'answers' | 'other-plate' | 'down' = 'answers'
  readonly asked: string[] = []
  #server: Server | null = null
  #paused = Promise.resolve()
  url = ''

  static async open(): Promise<StageService> {
    const service = new StageService()
    const server = createServer((request, answer) => {
      const at = new URL(request.url ?? '/', 'http://service')
      void service.#paused.then(() => service.#answer(at.searchParams.get('plate') ?? '', request.headers['x-key'], answer))
    })
    service.#server = server
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
    service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return service
  }
  /** Lets whoever asks wait, as slow services do. → answers them. */
  pause(): () => void {
    let go = () => undefined as void
    this.#paused = new Promise<void>((done) => { go = done })
    return go
  }
  close(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  #answer(plate: string, key: string | string[] | undefined, answer: ServerResponse): void {
    const say = (status: number, body: object) => answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (this.mood === 'down') return void answer.writeHead(503).end('维护中')
    if (key !== SECRET) return void say(401, { code: 401 })
    this.asked.push(plate)
    const stage = this.knows.get(plate)
    if (!stage) return void say(404, { code: 404 })
    say(200, { code: 0, data: { hphm: this.mood === 'other-plate' ? '冀Z00000' : plate, cpys: '1', pf: stage, rllx: 'B', cllx: 'H11', zzl: 25000, xxgkbh: 'CN GQ 0001' } })
  }
}
