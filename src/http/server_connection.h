#pragma once
// One connection: request after request, answers from any thread, time-outs, hang-ups. Internal
// to server*.cpp. Everything private runs on the connection's strand.

#include <array>
#include <atomic>
#include <memory>
#include <string>

#include "http/server_channel.h"
#include "http/server_core.h"
#include "http/server_reader.h"

namespace cleangate::http {

class Connection final : public Stoppable,
                         public ExchangeSink,
                         public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<ServerCore> core, std::shared_ptr<const Listener> listener,
             std::unique_ptr<Channel> channel, std::string peer_address);
  ~Connection() override;
  void start();
  void drain() override;
  void cut() override;
  void respond(Response response, After after) override;
  void accept_live(OnOpen on_open) override;
  void resume(std::move_only_function<void()> work) override;

 private:
  enum class State : std::uint8_t { handshake, receiving, handling, writing, lingering, closed };

  template <class Function>
  bool on_strand(Function function);

  void next_request();
  void read_more();
  void on_read(IoError error, std::size_t count);
  void advance(RequestReader::Stage stage);
  void on_head();
  void say_continue();
  void hand_over();
  void refuse(int status, std::string detail);
  [[nodiscard]] bool hold_body_room(std::size_t bytes);

  void watch();
  void on_readable();
  [[nodiscard]] bool peer_gone();
  void hang_up();

  void write(Response response, After after);
  void write_more();
  void on_written();
  void open_live(OnOpen on_open);
  void linger();
  void discard();
  void close();

  void arm(std::chrono::milliseconds span);
  void wait();
  void on_deadline();

  const std::shared_ptr<ServerCore> core_;
  const std::shared_ptr<const Listener> listener_;
  const std::unique_ptr<Channel> channel_;
  const Strand strand_;
  const std::string peer_address_;
  /// Shared with requests that outlive the connection.
  const std::shared_ptr<std::atomic<bool>> closed_flag_ =
      std::make_shared<std::atomic<bool>>(false);

  RequestReader reader_;
  State state_ = State::handshake;
  MonotonicTime first_byte_;
  bool got_first_byte_ = false;
  bool is_first_ = true;    ///< nothing has been answered on it yet
  bool reading_ = false;    ///< a read is under way
  bool watching_ = false;   ///< a wait for readability is under way
  bool keep_ = false;       ///< another request may follow
  bool pipelined_ = false;  ///< bytes came that will not be answered
  bool draining_ = false;
  bool is_head_request_ = false;
  std::size_t held_room_ = 0;

  std::string reply_head_;
  Response reply_;
  After after_;
  std::size_t written_ = 0;

  Timer timer_;
  Timer look_again_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  bool waiting_ = false;
  std::array<char, 512> scratch_{};
};

}  // namespace cleangate::http
