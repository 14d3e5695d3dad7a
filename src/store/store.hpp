// The store: everything Kith remembers. Services see these interfaces; src/backends has the engines.
//
// One unit of work is a function of a transaction: it sees one snapshot, runs synchronously on one thread, and either
// all its writes are kept or none. When `write` returns a value, it is durable (it survives kill -9 and a power cut,
// unless the operator chose otherwise).
#pragma once

#include "core/result.hpp"
#include "store/transaction.hpp"

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace kith::store {

// Thread-safe.
class Store {
public:
    virtual ~Store() = default;

    // Runs `work(ReadTx&)` on the calling thread over one snapshot, and returns its Result. Do not nest.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work&, ReadTx&> {
        std::optional<std::invoke_result_t<Work&, ReadTx&>> result;
        auto done = run_read([&](ReadTx& tx) { result.emplace(work(tx)); });
        if (!done) return Failure(std::move(done).error());
        return std::move(*result);
    }

    // Queues `work(WriteTx&)` for the writer, waits for the commit that holds it, and returns its Result. Work that
    // returns an Error leaves nothing behind. Keep `work` short and free of IO: all writers wait for it. Do not nest,
    // and never call on an event-loop thread.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work&, WriteTx&> {
        std::optional<std::invoke_result_t<Work&, WriteTx&>> result;
        auto done = run_write([&](WriteTx& tx) {
            result.emplace(work(tx));
            return result->has_value();
        });
        if (!done) return Failure(std::move(done).error());
        return std::move(*result);
    }

    // A consistent copy of everything in the database, made while the store is in use. `progress(done, total)` in
    // pages.
    virtual Result<void> backup(const std::string& file, const std::function<void(int, int)>& progress) = 0;
    // Looks for damage: broken pages, dangling references, counters that don't match. One line a finding; empty is
    // good.
    virtual Result<std::vector<std::string>> check() = 0;
    // Takes what was removed out of the search index for good, refreshes the planner's statistics, trims the log.
    // Others go on working meanwhile. Call now and then.
    virtual Result<void> tidy() = 0;

protected:
    virtual Result<void> run_read(const std::function<void(ReadTx&)>& work) = 0;
    // `work` says whether its writes are to be kept.
    virtual Result<void> run_write(const std::function<bool(WriteTx&)>& work) = 0;
};

} // namespace kith::store
