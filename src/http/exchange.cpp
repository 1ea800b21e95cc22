#include "http/exchange.h"

namespace cleangate::http {
namespace {

/// A sink that is one function; it cannot become a WebSocket.
class FunctionSink final : public ExchangeSink {
 public:
  explicit FunctionSink(std::move_only_function<void(Response, After)> function)
      : function_(std::move(function)) {}
  void respond(Response response, After after) override {
    function_(std::move(response), std::move(after));
  }
  void accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open) override {
    on_open(nullptr);
    function_(problem(426, "this address speaks WebSocket"), {});
  }
  void resume(std::move_only_function<void()> work) override { work(); }

 private:
  std::move_only_function<void(Response, After)> function_;
};

}  // namespace

Respond::Respond(std::move_only_function<void(Response, After)> function)
    : sink_(std::make_shared<FunctionSink>(std::move(function))) {}

Respond& Respond::operator=(Respond&& other) noexcept {
  std::swap(sink_, other.sink_);
  return *this;
}

Respond::~Respond() {
  if (sink_) sink_->respond(problem(500, "the request was not answered"), {});
}

void Respond::operator()(Response response, After after) {
  if (auto sink = std::exchange(sink_, nullptr)) {
    sink->respond(std::move(response), std::move(after));
  }
}

void Respond::accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open) {
  if (auto sink = std::exchange(sink_, nullptr)) sink->accept_live(std::move(on_open));
}

void Respond::resume(std::move_only_function<void(Respond)> work) {
  auto sink = std::exchange(sink_, nullptr);
  if (!sink) return;
  auto& target = *sink;  // lives until the work has run
  target.resume([sink = std::move(sink), work = std::move(work)]() mutable {
    work(Respond(std::move(sink)));
  });
}

}  // namespace cleangate::http
