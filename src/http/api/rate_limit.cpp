#include "http/api/rate_limit.h"

#include <algorithm>

#include "base/limits.h"

namespace cleangate::http {

double RateLimit::left(const Bucket& bucket, MonotonicTime now) const {
  const std::chrono::duration<double> passed = now - bucket.at;
  return std::min(burst_, bucket.left + std::max(0.0, passed.count()) * per_second_);
}

bool RateLimit::has(std::string_view key, MonotonicTime now) {
  const std::scoped_lock lock(mutex_);
  const auto found = buckets_.find(std::string(key));
  return found == buckets_.end() || left(found->second, now) >= 1;
}

bool RateLimit::take(std::string_view key, MonotonicTime now) {
  const std::scoped_lock lock(mutex_);
  auto found = buckets_.find(std::string(key));
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMaxRateKeys) make_room(now);
    found = buckets_.emplace(key, Bucket{burst_, now}).first;
  }
  const double rest = left(found->second, now);
  if (rest < 1) return false;
  found->second = {rest - 1, now};
  return true;
}

/// A full bucket says nothing; when every key is busy, the fullest one is forgotten.
void RateLimit::make_room(MonotonicTime now) {
  std::erase_if(buckets_, [&](const auto& pair) { return left(pair.second, now) >= burst_; });
  if (buckets_.size() < kMaxRateKeys) return;
  buckets_.erase(std::ranges::max_element(
      buckets_, {}, [&](const auto& pair) { return left(pair.second, now); }));
}

}  // namespace cleangate::http
