#include "app/second_place.h"

#include <fmt/format.h>

#include "app/data_folder.h"
#include "base/log.h"
#include "domain/ledger/merkle.h"

namespace cleangate::app {
namespace {

Result<ledger::Checkpoint> read_copy(const std::string& path, const ledger::VerifierKey& key) {
  const auto note = TRY(read_file(path));
  return ledger::parse_checkpoint(TRY(ledger::open_note(note, {key})));
}

}  // namespace

Result<void> SecondPlace::check(service::Queries& log) const {
  const auto copy = read_copy(path_, key_);
  if (!copy) {
    if (copy.error().code != ErrorCode::not_found) {
      log_event(LogLevel::warning, "checkpoint.copy_unreadable",
                {{"path", path_}, {"error", copy.error().message}});
    }
    return {};
  }
  const auto refuse = [&](const std::string& what) {
    return fail(ErrorCode::corrupt,
                fmt::format("{}: this log {} (signed copy of {} entries). An older database stands "
                            "in its place: put the newest backup there. If it is lost, move the "
                            "copy away and keep it as proof; the history then branches",
                            path_, what, copy->size));
  };
  const auto size = TRY(log.size());
  if (copy->size > size) return refuse(fmt::format("has only {} entries", size));
  if (copy->size == 0) return {};
  const auto root = TRY(ledger::tree_root(
      copy->size, [&](unsigned level, std::uint64_t index) { return log.subtree(level, index); }));
  if (root != copy->root) return refuse("has another history");
  return {};
}

void SecondPlace::put(const std::string& note) {
  const auto written = write_private(path_, note);
  if (!written && !fails_) {
    log_event(LogLevel::error, "checkpoint.copy_failed",
              {{"path", path_}, {"error", written.error().message}});
  }
  fails_ = !written.has_value();
}

}  // namespace cleangate::app
