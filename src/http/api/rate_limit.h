#pragma once
// How often something may happen, by key: a bucket that fills with time. Thread-safe, never
// blocks, remembers at most kMaxRateKeys keys.

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace cleangate::http {

class RateLimit {
 public:
  /// `burst` at once, then `per_second`.
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  /// Takes one; false when there is none left.
  [[nodiscard]] bool take(std::string_view key, MonotonicTime now);
  /// Whether take() would succeed. Takes nothing.
  [[nodiscard]] bool has(std::string_view key, MonotonicTime now);

 private:
  struct Bucket {
    double left;
    MonotonicTime at;
  };
  [[nodiscard]] double left(const Bucket& bucket, MonotonicTime now) const;
  void make_room(MonotonicTime now);

  const double per_second_, burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // guarded by mutex_
};

}  // namespace cleangate::http
