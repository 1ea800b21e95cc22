#include "net/http_client.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "base/time.h"
#include "net/transfer.h"

namespace cleangate::net {
namespace {

using TransferPointer = std::unique_ptr<Transfer>;

// The longest sleep of an idle thread; send() wakes it.
constexpr std::chrono::milliseconds kIdleSleep{60'000};

/// libcurl's global state, once for the process.
struct CurlGlobal {
  CurlGlobal() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

Error stopped() {
  return {ErrorCode::unavailable, "the program is stopping"};
}

Error too_late(const Transfer& transfer) {
  return {ErrorCode::timeout, transfer.host() + ": its turn did not come in time"};
}

/// Takes out what satisfies `wanted`, in order; the rest keeps its order.
template <class Predicate>
std::vector<TransferPointer> take_if(std::deque<TransferPointer>& from, Predicate wanted) {
  std::vector<TransferPointer> taken;
  std::deque<TransferPointer> rest;
  for (auto& each : from) {
    if (wanted(*each)) {
      taken.push_back(std::move(each));
    } else {
      rest.push_back(std::move(each));
    }
  }
  from.swap(rest);
  return taken;
}

}  // namespace

class HttpClient::Worker {
 public:
  explicit Worker(HttpClientOptions options)
      : options_(options), multi_(curl_multi_init()), thread_([this] { run(); }) {}
  ~Worker();
  void send(service::OutgoingRequest request, Done done);

 private:
  struct Refused {
    Done done;
    Error error;
  };

  void run();
  void refuse();
  void drop_late();
  void start_waiting();
  void start(TransferPointer transfer);
  /// True when one ended.
  bool collect();
  [[nodiscard]] int sleep_milliseconds();

  const HttpClientOptions options_;
  const SystemClock clock_;  // sockets know no other
  CURLM* const multi_;

  std::mutex mutex_;  ///< guards the next four
  std::deque<TransferPointer> waiting_;
  std::vector<Refused> refused_;
  std::map<std::string, std::size_t> waiting_by_host_;
  bool stopping_ = false;

  std::map<CURL*, TransferPointer> running_;            // thread only
  std::map<std::string, std::size_t> running_by_host_;  // thread only

  std::thread thread_;
};

HttpClient::Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  curl_multi_wakeup(multi_);
  thread_.join();
  curl_multi_cleanup(multi_);
}

void HttpClient::Worker::send(service::OutgoingRequest request, Done done) {
  const auto deadline = clock_.monotonic() + request.timeout;
  auto host = host_of(request.url);
  auto checked = check_request(request);
  std::unique_lock lock(mutex_);
  if (stopping_) {  // out of an answer while ending: the thread looks at its lists no more
    lock.unlock();
    return done(std::unexpected(stopped()));
  }
  if (!host) {
    refused_.push_back({std::move(done), host.error()});
  } else if (!checked) {
    refused_.push_back({std::move(done), checked.error()});
  } else if (waiting_.size() >= options_.queue ||
             waiting_by_host_[*host] >= options_.queue_per_host) {
    refused_.push_back(
        {std::move(done), Error{ErrorCode::unavailable, *host + ": too many requests wait"}});
  } else {
    ++waiting_by_host_[*host];
    waiting_.push_back(std::make_unique<Transfer>(std::move(request), *std::move(host),
                                                  std::move(done), deadline));
  }
  lock.unlock();
  curl_multi_wakeup(multi_);
}

void HttpClient::Worker::run() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    refuse();
    drop_late();
    start_waiting();
    int running = 0;
    curl_multi_perform(multi_, &running);
    if (collect()) continue;  // a place is free: whoever waits for it must not sleep
    curl_multi_poll(multi_, nullptr, 0, sleep_milliseconds(), nullptr);
  }
  for (auto& [handle, transfer] : running_) {
    curl_multi_remove_handle(multi_, handle);
    transfer->fail_with(stopped());
  }
  running_.clear();
  refuse();
  std::deque<TransferPointer> left;
  {
    const std::lock_guard lock(mutex_);
    left.swap(waiting_);
  }
  for (auto& transfer : left) transfer->fail_with(stopped());
}

void HttpClient::Worker::refuse() {
  std::vector<Refused> refused;
  {
    const std::lock_guard lock(mutex_);
    refused.swap(refused_);
  }
  for (auto& [done, error] : refused) done(std::unexpected(std::move(error)));
}

void HttpClient::Worker::drop_late() {
  const auto now = clock_.monotonic();
  std::vector<TransferPointer> late;
  {
    const std::lock_guard lock(mutex_);
    late = take_if(waiting_, [&](const Transfer& each) { return each.deadline() <= now; });
    for (const auto& each : late) --waiting_by_host_[each->host()];
  }
  for (auto& each : late) {
    each->fail_with(too_late(*each));
  }
}

/// The oldest first, but none whose host has all its places taken: one dead address must not hold
/// up the others.
void HttpClient::Worker::start_waiting() {
  std::vector<TransferPointer> next;
  {
    const std::lock_guard lock(mutex_);
    std::size_t places = options_.in_flight - std::min(options_.in_flight, running_.size());
    next = take_if(waiting_, [&](const Transfer& each) {
      if (places == 0 || running_by_host_[each.host()] >= options_.in_flight_per_host) {
        return false;
      }
      --places;
      ++running_by_host_[each.host()];
      --waiting_by_host_[each.host()];
      return true;
    });
    std::erase_if(waiting_by_host_, [](const auto& pair) { return pair.second == 0; });
  }
  for (auto& each : next) start(std::move(each));
  std::erase_if(running_by_host_, [](const auto& pair) { return pair.second == 0; });
}

/// Until the first in line would be late; libcurl shortens it for what is running.
int HttpClient::Worker::sleep_milliseconds() {
  const auto now = clock_.monotonic();
  auto until = now + kIdleSleep;
  const std::lock_guard lock(mutex_);
  for (const auto& each : waiting_) until = std::min(until, each->deadline());
  const auto span = std::chrono::ceil<std::chrono::milliseconds>(until - now);
  return static_cast<int>(std::max<std::int64_t>(span.count(), 0));
}

void HttpClient::Worker::start(TransferPointer transfer) {
  const auto now = clock_.monotonic();
  if (transfer->deadline() <= now) {  // late since drop_late() looked
    --running_by_host_[transfer->host()];
    return transfer->fail_with(too_late(*transfer));
  }
  CURL* handle = transfer->prepare(now);
  if (!handle || curl_multi_add_handle(multi_, handle) != CURLM_OK) {
    --running_by_host_[transfer->host()];
    return transfer->fail_with({ErrorCode::unavailable, "out of memory for a request"});
  }
  running_.emplace(handle, std::move(transfer));
}

bool HttpClient::Worker::collect() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const handle = message->easy_handle;
    const CURLcode code = message->data.result;
    curl_multi_remove_handle(multi_, handle);
    auto node = running_.extract(handle);
    const TransferPointer transfer = std::move(node.mapped());
    --running_by_host_[transfer->host()];
    transfer->finish(code);
    any = true;
  }
  return any;
}

HttpClient::HttpClient(HttpClientOptions options) {
  static const CurlGlobal global;
  worker_ = std::make_unique<Worker>(options);
}

HttpClient::~HttpClient() = default;

void HttpClient::send(service::OutgoingRequest request, Done done) {
  worker_->send(std::move(request), std::move(done));
}

}  // namespace cleangate::net
