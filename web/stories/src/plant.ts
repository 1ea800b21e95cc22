// A plant of its own for a story: a fresh folder, set up and served as a user does it, gone afterwards.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type Cookie, type Page } from '@playwright/test'
import { binary, ROOT, run, type Ran } from './binary'

export const ADMIN = { username: 'admin', display_name: '张敏', password: 'stories-2026!' }

/** The folder of a plant that has ended, and a token of it. */
export interface Ended { folder: string; token: string }
export interface PlantOptions {
  name?: string
  region?: string
  grade?: string
  /** Words added to `cleangate init`, as --demo. */
  init?: string[]
  /** Words added to `cleangate serve`. */
  serve?: string[]
  /** Where to listen; the port is always a free one. */
  host?: string
  scheme?: 'http' | 'https'
  /** Begins with a copy of a plant that has ended, instead of with init. */
  from?: () => Promise<Ended>
  /** Makes the administrator at once, for stories that do not tell of it. */
  admin?: boolean
}

export class Plant {
  url = ''
  /** As printed by init, with the address that the server really has. */
  setupLink = ''
  token = ''
  readonly log: string[] = []
  readonly #sessions = new Map<string, Cookie[]>()
  #process: ChildProcess | null = null
  private constructor(readonly folder: string, readonly options: PlantOptions) {}

  static async start(options: PlantOptions = {}): Promise<Plant> {
    const plant = new Plant(await mkdtemp(join(tmpdir(), 'cleangate-story-')), options)
    try {
      if (options.from) {
        const { folder, token } = await options.from()
        await cp(folder, plant.folder, { recursive: true })
        plant.token = token
        await plant.serve()
        return plant
      }
      const words = ['--plant', options.name ?? '廊坊示范木业有限公司', '--region', options.region ?? '131002', '--grade', options.grade ?? 'B']
      const init = await plant.command('init', ...words, ...(options.init ?? []))
      const printed = /^http\S*(\/setup#\S+)$/m.exec(init.out)
      if (init.code !== 0 || !printed) throw new Error(`init: ${init.out}${init.err}`)
      await plant.serve()
      plant.setupLink = plant.url + printed[1]
      if (options.admin ?? true) await plant.makeAdmin()
      return plant
    } catch (e) {
      await plant.stop()
      throw e
    }
  }

  /** A command of the program on this plant's folder. */
  command(...words: string[]): Promise<Ran> { return run(...words, '--data', this.folder) }

  /** Also again after end(), at the same address. */
  async serve(): Promise<void> {
    const { host = '127.0.0.1', scheme = 'http', serve = [] } = this.options
    const wanted = this.url ? new URL(this.url).port : '0'
    const child = spawn(binary(), ['serve', '--data', this.folder, '--listen', `${host}:${wanted}`, '--web-root', join(ROOT, 'web'), ...serve])
    this.#process = child
    child.stderr.on('data', (bytes: Buffer) => this.log.push(String(bytes)))
    let out = ''
    const port = await new Promise<string>((done, fail) => {
      child.stdout.on('data', (bytes: Buffer) => {
        out += String(bytes)
        const said = /^listening port=(\d+)/m.exec(out)
        if (said) done(said[1]!)
      })
      child.on('error', fail)
      child.on('exit', (code) => fail(new Error(`serve ended with ${code}: ${out}${this.log.join('')}`)))
    })
    this.url = `${scheme}://${host}:${port}`
  }

  /** Ends the server as systemd would; a fault if it does not end well. */
  async end(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const [code] = await ended
    if (code !== 0) throw new Error(`serve ended with ${code}: ${this.log.join('').slice(-4000)}`)
  }
  /** Seals the ledger on the way, which else takes up to a minute. For when no page is open. */
  async restart(): Promise<void> {
    await this.end()
    await this.serve()
  }
  async stop(): Promise<void> {
    try {
      await this.end()
    } finally {
      await rm(this.folder, { recursive: true, force: true })
    }
  }

  async makeAdmin(): Promise<void> {
    const token = this.setupLink.split('#')[1]
    await this.send('POST', 'setup', { token, ...ADMIN }, null)
  }

  /** An answer of the API as a script gets it, with an administrator's token; throws when it is refused. */
  async api<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    if (!this.token) {
      const made = await this.command('token', 'create', '--role', 'admin', '--label', 'story')
      this.token = made.out.trim()
    }
    return this.send<T>(method, path, body, this.token)
  }
  private async send<T>(method: string, path: string, body: unknown, token: string | null): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text ? JSON.parse(text) : {}) as T
  }

  /** Signs the page's browser in without the sign-in page, for stories that do not tell of it; each person once. */
  async signIn(page: Page, who: { username: string; password: string } = ADMIN): Promise<void> {
    const { username, password } = who
    const kept = this.#sessions.get(username)
    if (kept) return page.context().addCookies(kept)
    const answer = await page.request.post(`${this.url}/api/v1/session`, { data: { username, password } })
    if (!answer.ok()) throw new Error(`sign in: ${answer.status()} ${await answer.text()}`)
    this.#sessions.set(username, (await page.context().storageState()).cookies)
  }
}

/** The plant of the stories in this file or describe block, there while they run. */
export function usePlant(options: PlantOptions = {}): { readonly plant: Plant } {
  let plant: Plant | null = null
  test.beforeAll(async () => { plant = await Plant.start(options) })
  test.afterAll(async () => {
    await plant?.stop()
    plant = null
  })
  return {
    get plant() {
      if (!plant) throw new Error('the plant is there only while a story runs')
      return plant
    },
  }
}
