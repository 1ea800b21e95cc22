#pragma once
// Imports of the registry from a spreadsheet: read and checked as a whole, shown, then written in
// small batches behind all that lanes write. Files are read on the worker, everything else is on
// the plant's executor. An import that a restart interrupts is failed; the rows it wrote stay.

#include <map>
#include <memory>
#include <string>

#include "service/plant.h"

namespace cleangate::service {

class VehicleImports {
 public:
  /// All must outlive it. `worker` may block.
  VehicleImports(Plant& plant, Executor& worker) : plant_(plant), worker_(worker) {}
  VehicleImports(const VehicleImports&) = delete;
  VehicleImports& operator=(const VehicleImports&) = delete;

  /// → {id,state:"previewed",rows,good,bad,done,errors:[…500],preview:[…20]}
  void preview(std::string file, Reply reply);
  /// "all" (409 while rows are bad) or "good". → the import, running.
  void apply(const std::string& id, const std::string& rows, const Actor& actor, Reply reply);
  void show(const std::string& id, Reply reply);
  /// Rows that were written stay; `done` says how many.
  void cancel(const std::string& id, Reply reply);

 private:
  // Jobs are shared: between the table below and the work that goes on.
  struct Job;
  void keep(std::shared_ptr<Job> job);
  void next_batch(std::shared_ptr<Job> job);
  void batch_done(std::shared_ptr<Job> job, std::size_t count, Result<void> result);
  void finish(Job& job, std::string state);
  /// So that a restart knows of it; in ops.db for a day, beside the idempotent replies.
  void remember(std::shared_ptr<Job> job);
  [[nodiscard]] std::shared_ptr<Job> find(const std::string& id) const;

  Plant& plant_;
  Executor& worker_;
  std::map<std::string, std::shared_ptr<Job>> jobs_;  // by id (UUIDv7: in order of time)
};

}  // namespace cleangate::service
