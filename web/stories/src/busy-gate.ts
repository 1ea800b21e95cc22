// A gate at work: a plant where trucks came today, with cameras whose barriers really are ordered.
// `cleangate simulate` plays the trucks (and draws their photos); then the story has the cameras.
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@playwright/test'
import { run } from './binary'
import { hikvisionMessage, push, vzenithMessage, type PlateColour } from './camera'
import { Plant, type Ended } from './plant'

export interface Truck {
  /** Registered. */
  known: boolean
  plate: string
  colour: PlateColour
  photo: Buffer
  platePhoto: Buffer
}
/** What the characters are that cameras take for one another, as the product knows them. */
const LIKE = ['0DOQ', '8B', '1I', '2Z', '5S']
/** Where the simulator draws a plate. */
const SIMULATED = { left: 545, top: 497, right: 735, bottom: 557 }
const PASSAGES = 160
const POLL_PAUSE_MS = 300

/** One camera at its lane, with the barrier behind it. */
export class GateCamera {
  opened = 0
  #path = ''
  #server: Server | null = null
  #stop = new AbortController()
  #polling: Promise<void> | null = null
  constructor(readonly plant: Plant, readonly lane: string, readonly make: 'vzenith' | 'hikvision') {}
  get id() { return `camera-${this.lane}` }

  /** Takes the simulated camera over: its secret, and where its barrier is ordered. */
  async take(): Promise<void> {
    const made = await this.plant.api<{ push: { url: string } }>('POST', `devices/${this.id}/secret`)
    this.#path = new URL(made.push.url, this.plant.url).pathname
    if (this.make === 'hikvision') {
      await this.plant.api('PATCH', `devices/${this.id}`, { address: await this.#listen() })
    } else {
      this.#polling = this.#poll()
    }
  }
  async leave(): Promise<void> {
    this.#stop.abort()
    await this.#polling
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  /** Sends a read as this make does. → whether the reply opened. */
  async see(plate: string, truck: Pick<Truck, 'colour' | 'photo' | 'platePhoto'>): Promise<boolean> {
    const seen = { ...truck, plate, box: SIMULATED }
    const url = this.plant.url + this.#path
    const { body, type } = this.make === 'hikvision' ? hikvisionMessage(seen) : { body: vzenithMessage(seen), type: 'application/json' }
    const answer = await push(url, body, type)
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.reply}`)
    const opens = this.make === 'vzenith' && saysOpen(answer.reply)
    if (opens) this.opened += 1
    return opens
  }

  /** The barrier of a Hikvision camera, behind Digest; whatever it is asked with is taken. */
  async #listen(): Promise<string> {
    const server = createServer((request, answer) => {
      request.resume()
      if (!request.headers.authorization) {
        answer.writeHead(401, { 'WWW-Authenticate': 'Digest realm="IP Camera", nonce="6f1c2b", qop="auth", algorithm=MD5' }).end()
        return
      }
      answer.setHeader('Content-Type', 'application/xml')
      if (request.method === 'GET') {
        answer.end(`<BarrierGate><barrierGateStatus>${this.opened > 0 ? 2 : 1}</barrierGateStatus></BarrierGate>`)
        return
      }
      this.opened += 1
      answer.end('<ResponseStatus><statusCode>1</statusCode><statusString>OK</statusString></ResponseStatus>')
    })
    this.#server = server
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** A Vzenith camera asks for orders, again and again. */
  async #poll(): Promise<void> {
    const signal = this.#stop.signal
    const form = () => {
      const f = new FormData()
      for (const [k, v] of [['device_name', 'IVS'], ['serialno', 'story-0001'], ['channel_num', '1']]) f.append(k!, v!)
      return f
    }
    while (!signal.aborted) {
      const reply = await fetch(`${this.plant.url}${this.#path}/comet`, { method: 'POST', body: form(), signal })
        .then((r) => r.text()).catch(() => null)
      if (reply !== null && saysOpen(reply)) this.opened += 1
      if (reply === null && !signal.aborted) await new Promise((done) => { setTimeout(done, POLL_PAUSE_MS) })
    }
  }
}
function saysOpen(reply: string): boolean {
  try {
    return (JSON.parse(reply) as { Response_AlarmInfoPlate?: { info?: string } }).Response_AlarmInfoPlate?.info === 'ok'
  } catch {
    return false
  }
}

export const vehiclePath = (plate: string, colour: PlateColour) => `vehicles/${encodeURIComponent(plate)}/${colour}`
interface Photo { kind: string; url: string }
interface Seen { id: string; lane: string; direction: string; plate: string | null; colour: PlateColour; photos: Photo[] }

let played: Promise<Ended> | null = null
/** A day that `cleangate simulate` played once, for plants to begin with. */
export function playedDay(): Promise<Ended> {
  played ??= play()
  return played
}
async function play(): Promise<Ended> {
  const plant = await Plant.start()
  process.on('exit', () => { rmSync(plant.folder, { recursive: true, force: true }) })
  await plant.api('GET', 'plant')
  const { code, out, err } = await run('simulate', '--target', plant.url, '--token', plant.token, '--speed', '0', '--passages', String(PASSAGES))
  if (code !== 0) throw new Error(`simulate: ${out}${err}`)
  await plant.end()
  return { folder: plant.folder, token: plant.token }
}

/** On a plant that began with playedDay. */
export class BusyGate {
  /** Trucks with yellow plates that came today, with their photos. */
  trucks: Truck[] = []
  private constructor(readonly plant: Plant, readonly cameras: GateCamera[]) {}

  static async open(plant: Plant): Promise<BusyGate> {
    const gate = new BusyGate(plant, [new GateCamera(plant, '1', 'vzenith'), new GateCamera(plant, '2', 'hikvision'), new GateCamera(plant, '4', 'vzenith')])
    for (const camera of gate.cameras) await camera.take()
    await gate.#keepTrucks()
    return gate
  }
  async close(): Promise<void> { await Promise.all(this.cameras.map((c) => c.leave())) }

  camera(lane: string): GateCamera {
    const found = this.cameras.find((c) => c.lane === lane)
    if (!found) throw new Error(`no camera at lane ${lane}`)
    return found
  }
  /** A truck that a camera can misread, and the plate that it then reads. Each call gives another one. */
  misread(): { truck: Truck; read: string; place: number } {
    for (const truck of this.trucks.filter((t) => t.known)) {
      for (let place = truck.plate.length - 1; place > 1; place -= 1) {
        const like = LIKE.find((set) => set.includes(truck.plate[place]!))
        const other = like && [...like].find((c) => c !== truck.plate[place])
        if (!other) continue
        this.trucks = this.trucks.filter((t) => t !== truck)
        return { truck, read: truck.plate.slice(0, place) + other + truck.plate.slice(place + 1), place }
      }
    }
    throw new Error('no truck is left that could be misread')
  }
  /** A truck whose stage nobody knows: not registered, or registered without it. Each call gives another one. */
  async stranger(): Promise<Truck> {
    const truck = this.trucks.find((t) => !t.known) ?? this.trucks.at(-1)
    if (!truck) throw new Error('no truck is left')
    this.trucks = this.trucks.filter((t) => t !== truck)
    if (truck.known) await this.#put(truck, {})
    return truck
  }
  async registered(plate: string, colour: PlateColour): Promise<boolean> {
    return this.plant.api('GET', vehiclePath(plate, colour)).then(() => true, () => false)
  }
  async register(truck: Pick<Truck, 'plate' | 'colour'>, stage: string): Promise<void> {
    await this.#put(truck, { stage: { min: stage, max: stage }, vehicle_class: 'H11', fuel: 'B' })
  }
  async #put(truck: Pick<Truck, 'plate' | 'colour'>, facts: object): Promise<void> {
    await this.plant.api('PUT', vehiclePath(truck.plate, truck.colour), facts)
  }

  async #keepTrucks(): Promise<void> {
    const { items } = await this.plant.api<{ items: Seen[] }>('GET', 'passages?limit=200')
    for (const p of items) {
      const { plate, colour } = p
      const of = (kind: string) => p.photos.find((x) => x.kind === kind)?.url
      const [photo, platePhoto] = [of('scene'), of('plate')]
      if (!plate || colour !== 'yellow' || plate.length !== 7 || !photo || !platePhoto || this.trucks.some((t) => t.plate === plate)) continue
      const known = await this.registered(plate, colour)
      this.trucks.push({ known, plate, colour, photo: await this.#load(photo), platePhoto: await this.#load(platePhoto) })
    }
  }
  async #load(url: string): Promise<Buffer> {
    const answer = await fetch(this.plant.url + url, { headers: { Authorization: `Bearer ${this.plant.token}` } })
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    return Buffer.from(await answer.arrayBuffer())
  }
}

/** The busy gate of the stories in this file or describe block. */
export function useBusyGate(site: { readonly plant: Plant }): { readonly gate: BusyGate } {
  let gate: BusyGate | null = null
  test.beforeAll(async () => { gate = await BusyGate.open(site.plant) })
  test.afterAll(async () => { await gate?.close() })
  return {
    get gate() {
      if (!gate) throw new Error('the gate is there only while a story runs')
      return gate
    },
  }
}

export interface Person { username: string; display_name: string; password: string; role: 'viewer' | 'guard' | 'manager' | 'admin' }
/** Invited by the administrator; sets the password by the link. */
export async function invite(plant: Plant, who: Person): Promise<void> {
  const { username, display_name, password, role } = who
  const made = await plant.api<{ setup_path: string }>('POST', 'users', { username, display_name, role })
  await plant.api('POST', 'setup', { token: made.setup_path.split('#')[1], username, display_name, password })
}
