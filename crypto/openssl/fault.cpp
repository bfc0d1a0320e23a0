#include "crypto/openssl/fault.h"

#include <fmt/format.h>
#include <openssl/err.h>

namespace keyward::crypto {

tl::unexpected<Error> OpensslFault(std::string_view doing) {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  const bool out_of_memory = ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE;
  ERR_clear_error();
  return Fail(out_of_memory ? ErrorCode::kNoSpace : ErrorCode::kInternal,
              fmt::format("OpenSSL failed at {}: {}", doing,
                          reason == nullptr ? "no reason given" : reason));
}

void ForgetOpensslErrors() { ERR_clear_error(); }

}  // namespace keyward::crypto
