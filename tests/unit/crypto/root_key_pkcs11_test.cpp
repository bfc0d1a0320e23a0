#include "crypto/root_key_pkcs11.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <thread>
#include <vector>

#include "crypto/pkcs11/session.h"
#include "crypto/sealing_key.h"
#include "tests/unit/crypto/soft_token.h"

namespace keyward::crypto {
namespace {

using Root = std::shared_ptr<const RootKey>;

struct Fixture : WithSecureHeap {
  SoftToken token;

  Root NewRoot(const std::string& label) const {
    const auto made = CreatePkcs11Key(token.Key(label), AsBytes(kPin));
    BOOST_REQUIRE_MESSAGE(made.has_value(), made.error().message);
    return OpenRoot(label);
  }
  Root OpenRoot(const std::string& label) const {
    auto root = OpenPkcs11RootKey(token.Key(label), AsBytes(kPin));
    BOOST_REQUIRE_MESSAGE(root.has_value(), root.error().message);
    return *root;
  }
};

template <typename T>
Error ErrorOf(const Result<T>& result) {
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST(result.error().message.find(kPin) == std::string::npos);
  return result.error();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(root_key_pkcs11, Fixture)

BOOST_AUTO_TEST_CASE(a_key_in_the_token_wraps_and_unwraps) {
  const Root root = NewRoot("root");
  const auto wrapped = root->Wrap(AsBytes("secret"), AsBytes("about"));
  BOOST_REQUIRE_MESSAGE(wrapped.has_value(), wrapped.error().message);
  const auto again = OpenRoot("root");
  BOOST_TEST((again->fingerprint() == root->fingerprint()));
  const auto secret = again->Unwrap(*wrapped, AsBytes("about"));
  BOOST_REQUIRE(secret.has_value());
  BOOST_TEST(AsText(secret->view()) == "secret");
  BOOST_TEST((*root->Wrap(AsBytes("secret"), AsBytes("about")) != *wrapped));
  BOOST_TEST(!root->Wrap({}, {}).has_value());
  BOOST_TEST(!root->Wrap(Bytes(RootKey::kMostSecret + 1), {}).has_value());
}

BOOST_AUTO_TEST_CASE(what_was_changed_does_not_open) {
  const Root root = NewRoot("root");
  const Root other = NewRoot("other");
  const Bytes wrapped = *root->Wrap(AsBytes("secret"), AsBytes("about"));
  for (size_t at = 0; at < wrapped.size(); ++at) {
    Bytes changed = wrapped;
    changed[at] ^= 1;
    BOOST_TEST(
        (ErrorOf(root->Unwrap(changed, AsBytes("about"))).code == ErrorCode::kBadCiphertext));
    BOOST_TEST((ErrorOf(root->Unwrap(ByteView(wrapped).first(at), AsBytes("about"))).code ==
                ErrorCode::kBadCiphertext));
  }
  BOOST_TEST(
      (ErrorOf(root->Unwrap(wrapped, AsBytes("another"))).code == ErrorCode::kBadCiphertext));
  BOOST_TEST((ErrorOf(other->Unwrap(wrapped, AsBytes("about"))).code == ErrorCode::kBadCiphertext));
  BOOST_TEST((other->fingerprint() != root->fingerprint()));
  BOOST_TEST(root->Unwrap(wrapped, AsBytes("about")).has_value());
}

BOOST_AUTO_TEST_CASE(a_seal_stands_under_a_token_and_moves_to_another_root_key) {
  const Root root = NewRoot("root");
  auto seal = SealingKey::Create(root);
  BOOST_REQUIRE(seal.has_value());
  const auto domain = seal->key.NewDomainKey("111122223333", "us-east-1", 1);
  BOOST_REQUIRE(domain.has_value());
  const auto sealed = seal->key.Seal(*domain, {"key", "material"}, AsBytes("the material"));
  BOOST_REQUIRE(sealed.has_value());

  auto opened = SealingKey::Open({OpenRoot("root")}, seal->record);
  BOOST_REQUIRE(opened.has_value());
  BOOST_TEST(opened->Unseal(*domain, {"key", "material"}, *sealed).has_value());
  BOOST_TEST(
      (ErrorOf(SealingKey::Open({NewRoot("other")}, seal->record)).code == ErrorCode::kBadSecret));

  const auto record = opened->ChangeRootKey(OpenRoot("other"));
  const auto rewrapped = opened->Rewrap(*domain);
  BOOST_REQUIRE((record.has_value() && rewrapped.has_value()));
  const auto moved = SealingKey::Open({OpenRoot("other")}, *record);
  BOOST_REQUIRE(moved.has_value());
  BOOST_TEST(moved->Unseal(*rewrapped, {"key", "material"}, *sealed).has_value());
}

BOOST_AUTO_TEST_CASE(a_wrong_pin_is_told) {
  BOOST_REQUIRE(CreatePkcs11Key(token.Key("root"), AsBytes(kPin)).has_value());
  const Error error = ErrorOf(OpenPkcs11RootKey(token.Key("root"), AsBytes("000000")));
  BOOST_TEST((error.code == ErrorCode::kBadSecret));
  BOOST_TEST(error.message ==
             "the PKCS#11 token failed at logging in: CKR_PIN_INCORRECT: the PIN is wrong");
  BOOST_TEST((ErrorOf(OpenPkcs11RootKey(token.Key("root"), {})).code == ErrorCode::kBadSecret));
}

BOOST_AUTO_TEST_CASE(two_keys_of_one_token_are_open_at_once) {
  const Root root = NewRoot("root");
  const Root other = NewRoot("other");
  const Bytes wrapped = *root->Wrap(AsBytes("secret"), {});
  { const Root passing = OpenRoot("other"); }
  BOOST_TEST(root->Unwrap(wrapped, {}).has_value());
  BOOST_TEST(other->Wrap(AsBytes("secret"), {}).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
  const Error no_key = ErrorOf(OpenPkcs11RootKey(token.Key("absent"), AsBytes(kPin)));
  BOOST_TEST((no_key.code == ErrorCode::kNotFound));
  BOOST_TEST(no_key.message == "the token has no AES key \"absent\"");

  Pkcs11Key key = token.Key("root");
  key.token = "another token";
  const Error no_token = ErrorOf(OpenPkcs11RootKey(key, AsBytes(kPin)));
  BOOST_TEST((no_token.code == ErrorCode::kNotFound));
  BOOST_TEST(no_token.message == "there is no PKCS#11 token \"another token\"");

  key.slot = 987654321;
  BOOST_TEST((ErrorOf(OpenPkcs11RootKey(key, AsBytes(kPin))).code == ErrorCode::kNotFound));

  key.module = "/nowhere/libtoken.so";
  const Error no_module = ErrorOf(OpenPkcs11RootKey(key, AsBytes(kPin)));
  BOOST_TEST((no_module.code == ErrorCode::kNotFound));
  BOOST_TEST(no_module.file == "/nowhere/libtoken.so");
}

BOOST_AUTO_TEST_CASE(what_is_no_module_is_refused) {
  const TemporaryFolder folder;
  std::ofstream(folder / "text.so") << "no library";
  Pkcs11Key key = token.Key("root");
  key.module = folder / "text.so";
  BOOST_TEST((ErrorOf(OpenPkcs11RootKey(key, AsBytes(kPin))).code == ErrorCode::kUnsupported));
  key.module = "libc.so.6";  // a library, but of another kind
  BOOST_TEST(!OpenPkcs11RootKey(key, AsBytes(kPin)).has_value());
}

BOOST_AUTO_TEST_CASE(a_label_names_one_key_of_256_bits) {
  BOOST_REQUIRE(CreatePkcs11Key(token.Key("root"), AsBytes(kPin)).has_value());
  BOOST_TEST(
      (ErrorOf(CreatePkcs11Key(token.Key("root"), AsBytes(kPin))).code == ErrorCode::kExists));
  token.MakeKey("AES:32", "root");
  BOOST_TEST((ErrorOf(OpenPkcs11RootKey(token.Key("root"), AsBytes(kPin))).code ==
              ErrorCode::kInvalidInput));
  token.MakeKey("AES:16", "short");
  const Error error = ErrorOf(OpenPkcs11RootKey(token.Key("short"), AsBytes(kPin)));
  BOOST_TEST((error.code == ErrorCode::kBadMaterial));
  BOOST_TEST(error.message == "the key \"short\" has 128 bits; a root key has 256");
}

BOOST_AUTO_TEST_CASE(the_key_cannot_be_read_out) {
  const Root root = NewRoot("root");
  const auto session = Pkcs11Session::Open(token.Key("root"), AsBytes(kPin), Access::kUse);
  BOOST_REQUIRE(session.has_value());
  const auto handle = (*session)->FindKey("root");
  BOOST_REQUIRE(handle.has_value());
  Bytes value(64);
  CK_ATTRIBUTE wanted{CKA_VALUE, value.data(), value.size()};
  BOOST_TEST((*session)->functions().C_GetAttributeValue((*session)->handle(), *handle, &wanted,
                                                         1) == CK_RV{CKR_ATTRIBUTE_SENSITIVE});
}

BOOST_AUTO_TEST_CASE(a_session_that_the_token_closed_is_opened_anew) {
  const Root root = NewRoot("root");
  const Bytes wrapped = *root->Wrap(AsBytes("secret"), {});
  {
    const auto session = Pkcs11Session::Open(token.Key("root"), AsBytes(kPin), Access::kUse);
    BOOST_REQUIRE(session.has_value());
    CK_SESSION_INFO info{};
    BOOST_REQUIRE((*session)->functions().C_GetSessionInfo((*session)->handle(), &info) == CKR_OK);
    BOOST_REQUIRE((*session)->functions().C_CloseAllSessions(info.slotID) == CKR_OK);
  }
  BOOST_TEST(root->Unwrap(wrapped, {}).has_value());
  BOOST_TEST(root->Wrap(AsBytes("secret"), {}).has_value());
}

BOOST_AUTO_TEST_CASE(threads_take_turns) {
  const Root root = NewRoot("root");
  std::vector<int> failures(4, 0);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < failures.size(); ++t) {
    threads.emplace_back([&, t] {
      const std::string secret = "secret " + std::to_string(t);
      for (int i = 0; i < 25; ++i) {
        const auto wrapped = root->Wrap(AsBytes(secret), {});
        const auto opened = wrapped ? root->Unwrap(*wrapped, {}) : Result<SecretBytes>();
        failures[t] += opened && AsText(opened->view()) == secret ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(failures == std::vector<int>(4, 0), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
