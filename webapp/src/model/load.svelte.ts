// One answer of the server that a page is made of.
export class Loaded<T> {
  #value = $state.raw<T | null>(null)
  #known = 0 // how often the value was asked for or set
  problem = $state.raw<unknown>(null)

  constructor(private fetch: () => Promise<T>) {
    void this.again()
  }

  get value(): T | null {
    return this.#value
  }
  set value(value: T) {
    this.#known++
    this.#value = value
    this.problem = null
  }

  // What is shown stays until the new answer is there. An answer that was overtaken, by another or by what somebody did
  // meanwhile, is left out.
  async again(): Promise<void> {
    this.problem = null
    const asked = ++this.#known
    try {
      const value = await this.fetch()
      if (asked === this.#known) this.value = value
    } catch (thrown) {
      if (asked === this.#known) this.problem = thrown
    }
  }
}
