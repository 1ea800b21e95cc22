#pragma once
// Imports of the registry from a spreadsheet: read and checked as a whole, shown, then written in
// small batches behind all that lanes write. Files are read on a worker of their own, one at a
// time, everything else is on the plant's executor. An import that a restart interrupts is failed;
// the rows it wrote stay.

#include <map>
#include <memory>
#include <string>

#include "service/plant.h"

namespace cleangate::service {

class VehicleImports {
 public:
  /// All must outlive it. `files` reads for seconds and does nothing that others wait for;
  /// `worker` may block.
  VehicleImports(Plant& plant, Executor& files, Executor& worker)
      : plant_(plant), files_(files), worker_(worker) {}
  VehicleImports(const VehicleImports&) = delete;
  VehicleImports& operator=(const VehicleImports&) = delete;

  /// → {id,state:"previewed",rows,good,bad,new,changed,unchanged,done,errors:[…500],preview:[…20]}
  /// What a sheet leaves out or empty stays as it is registered. Ends what the actor has previewed
  /// before, nobody else's. Errors: the file's; unavailable while too many are open.
  void preview(std::string file, const Actor& actor, Reply reply);
  /// "all" (409 while rows are bad) or "good". → the import, running.
  void apply(const std::string& id, const std::string& rows, const Actor& actor, Reply reply);
  void show(const std::string& id, Reply reply);
  /// Rows that were written stay; `done` says how many.
  void cancel(const std::string& id, Reply reply);

 private:
  // Jobs are shared: between the table below and the work that goes on.
  struct Job;
  void keep(std::shared_ptr<Job> job);
  /// The actor's own, and those that everybody has forgotten.
  void end_previews(const Actor& actor);
  /// Counts what the good rows would change, in small batches; then answers.
  void compare(std::shared_ptr<Job> job, std::size_t from, Reply reply);
  void next_batch(std::shared_ptr<Job> job);
  void batch_done(std::shared_ptr<Job> job, std::size_t count, Result<void> result);
  void finish(Job& job, std::string state);
  /// So that a restart knows of it; in ops.db for a day, beside the idempotent replies.
  void remember(std::shared_ptr<Job> job);
  [[nodiscard]] std::shared_ptr<Job> find(const std::string& id) const;

  Plant& plant_;
  Executor& files_;
  Executor& worker_;
  std::size_t reading_ = 0;                           ///< files that are not yet a job
  std::map<std::string, std::shared_ptr<Job>> jobs_;  // by id (UUIDv7: in order of time)
};

}  // namespace cleangate::service
