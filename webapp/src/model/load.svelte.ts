// One answer of the server that a page is made of.
export class Loaded<T> {
  value = $state.raw<T | null>(null)
  problem = $state.raw<unknown>(null)

  constructor(private fetch: () => Promise<T>) {
    void this.again()
  }

  // What is shown stays until the new answer is there.
  async again(): Promise<void> {
    this.problem = null
    try {
      this.value = await this.fetch()
    } catch (thrown) {
      this.problem = thrown
    }
  }
}
