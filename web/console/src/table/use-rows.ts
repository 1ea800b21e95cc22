// Rows of a table from the server or from memory: reading, walking to the end, refreshing in place.
import { onBeforeUnmount, ref, shallowRef, type Ref } from 'vue'
import { errorLine } from '../errors'
import { PageStore } from './pages'
import type { PageAnswer, Source, PageQuery } from './types'

const PAGE = 100
const WALK_PAGE = 500
const PAUSE_EVERY = 8

export function useRows<T>(source: () => Source<T>, query: () => Omit<PageQuery, 'cursor' | 'limit'>) {
  /** Grows with every change, so that the drawn rows follow. */
  const version = ref(0)
  const loading = ref(false)
  const fault = ref('')
  const walking = ref(false)
  const store = shallowRef(fresh(PAGE)) as Ref<PageStore<T>>
  let round = 0

  function fresh(limit: number): PageStore<T> {
    const q = query()
    const read = (cursor: string | null): Promise<PageAnswer<T>> => source()({ ...q, cursor, limit })
    return new PageStore<T>(read, () => { version.value += 1 })
  }
  async function guarded<R>(work: () => Promise<R>): Promise<R | undefined> {
    try {
      return await work()
    } catch (e) {
      fault.value = errorLine(e)
      return undefined
    }
  }
  /** Reads from the top; the old rows stay until the new ones are here. */
  async function reload(limit = PAGE): Promise<void> {
    const mine = (round += 1)
    loading.value = true
    walking.value = false
    const next = fresh(limit)
    const ok = await guarded(() => next.forwardOne())
    if (mine !== round) return
    loading.value = false
    if (ok === undefined) return
    fault.value = ''
    store.value = next
    version.value += 1
  }
  const need = (first: number, last: number) => guarded(() => store.value.need(first, last))

  /** Reads on until the end; `stop` ends it, everything read stays. */
  async function walk(): Promise<void> {
    if (walking.value) return
    if (store.value.known <= PAGE && !store.value.ended) await reload(WALK_PAGE)
    const mine = round
    walking.value = true
    for (let n = 1; walking.value && mine === round && !store.value.ended; n += 1) {
      if ((await guarded(() => store.value.forwardOne())) === undefined) break
      if (n % PAUSE_EVERY === 0) await new Promise((r) => setTimeout(r))
    }
    if (mine === round) walking.value = false
  }
  const stop = () => { walking.value = false }
  onBeforeUnmount(() => {
    round += 1
    stop()
  })
  return { version, loading, fault, walking, store, reload, need, walk, stop }
}
