#include "store/sqlite/write_queue.h"

#include "base/limits.h"

namespace cleangate::store {

Result<void> WriteQueue::push(WriteJob&& job) {
  Line& line = job.priority == service::Priority::lane ? lane_ : bulk_;
  if (line.entries + job.entries.size() > kMaxWriterQueue) {
    return fail(ErrorCode::unavailable, "the log's writer is behind: try again in a moment");
  }
  line.entries += job.entries.size();
  line.jobs.push_back(std::move(job));
  return {};
}

std::vector<WriteJob> WriteQueue::take_group() {
  const bool bulk_turn = lane_groups_in_row_ >= kLaneGroupsInRow && !bulk_.jobs.empty();
  const bool take_lane = !lane_.jobs.empty() && !bulk_turn;
  lane_groups_in_row_ = take_lane ? lane_groups_in_row_ + 1 : 0;
  Line& line = take_lane ? lane_ : bulk_;
  std::vector<WriteJob> group;
  std::size_t entries = 0;
  while (!line.jobs.empty()) {
    entries += line.jobs.front().entries.size();
    if (!group.empty() && entries > kMaxGroupCommit) break;
    line.entries -= line.jobs.front().entries.size();
    group.push_back(std::move(line.jobs.front()));
    line.jobs.pop_front();
  }
  return group;
}

}  // namespace cleangate::store
