/** Why a snippet may not have something: the variant of `php-expression` that says what to write instead. */
export type Reason =
  | 'class'
  | 'exception'
  | 'include'
  | 'network'
  | 'output'
  | 'program'
  | 'random'
  | 'code'
  | 'global'
  | 'static'
  | 'end'
  | 'other';

/** Functions that a snippet may not call, by the reason. */
const FORBIDDEN: Readonly<Partial<Record<Reason, string>>> = {
  include: `fopen fclose fread fwrite fputs fgets fgetc feof fflush file file_get_contents file_put_contents
    file_exists is_file is_dir is_readable is_writable unlink rename copy mkdir rmdir opendir readdir scandir glob
    tempnam tmpfile touch chmod chown stat filesize filemtime realpath fgetcsv fputcsv readfile parse_ini_file
    simplexml_load_file move_uploaded_file`,
  network: `curl_init curl_exec curl_setopt fsockopen stream_socket_client stream_context_create mail header
    setcookie gethostbyname gethostbyaddr dns_get_record checkdnsrr ldap_connect ldap_bind ldap_search
    ldap_get_entries mysqli_connect mysqli_query pg_connect pg_query sqlite_open odbc_connect ftp_connect
    socket_create simplexml_load_string`,
  output: `printf vprintf fprintf var_dump debug_zval_refcount ob_start ob_get_clean flush
    error_log syslog trigger_error user_error echo`,
  program: `exec shell_exec system passthru popen proc_open pcntl_exec pcntl_fork putenv getenv ini_set ini_get
    set_time_limit sleep usleep phpinfo php_uname php_sapi_name posix_getuid dl link symlink get_current_user
    sys_get_temp_dir memory_get_usage register_shutdown_function gc_collect_cycles extension_loaded phpversion
    date_default_timezone_set setlocale error_reporting mb_internal_encoding_set`,
  random: `rand mt_rand random_int random_bytes uniqid lcg_value mt_srand srand shuffle str_shuffle array_rand
    password_hash crypt openssl_random_pseudo_bytes hrtime`,
  code: `create_function assert extract compact get_defined_vars unserialize serialize
    call_user_method func_overload`,
  global: `define constant defined get_defined_constants get_defined_functions`,
  class: `class_exists method_exists property_exists get_class get_object_vars is_a is_subclass_of date_create
    date_create_from_format iterator_to_array spl_autoload_register spl_object_hash`,
  exception: `set_error_handler set_exception_handler restore_error_handler`,
};

const REASONS: ReadonlyMap<string, Reason> = new Map(
  Object.entries(FORBIDDEN).flatMap(([reason, names]) =>
    names.split(/\s+/).map((name) => [name, reason as Reason] as const)
  )
);

/** Why a function that is not known here may not be called; null for any other name. */
export const forbiddenFunction = (name: string): Reason | null => REASONS.get(name) ?? null;

/** Parts of the language that a snippet may not have, by the kinds of their nodes, with how each is written. */
const KINDS: Readonly<Record<string, readonly [Reason, written: string]>> = {
  class: ['class', 'class'],
  clone: ['class', 'clone'],
  enum: ['class', 'enum'],
  interface: ['class', 'interface'],
  new: ['class', 'new'],
  nullsafepropertylookup: ['class', '?->'],
  propertylookup: ['class', '->'],
  staticlookup: ['class', '::'],
  trait: ['class', 'trait'],
  namespace: ['class', 'namespace'],
  usegroup: ['class', 'use'],
  throw: ['exception', 'throw'],
  try: ['exception', 'try'],
  include: ['include', 'include'],
  echo: ['output', 'echo'],
  print: ['output', 'print'],
  inline: ['output', '?>'],
  eval: ['code', 'eval'],
  global: ['global', 'global'],
  constantstatement: ['global', 'const'],
  magic: ['global', '__…__'],
  static: ['static', 'static'],
  yield: ['static', 'yield'],
  yieldfrom: ['static', 'yield'],
  exit: ['end', 'exit'],
  halt: ['end', '__halt_compiler'],
  goto: ['other', 'goto'],
  label: ['other', 'goto'],
  declare: ['other', 'declare'],
};

/** Why a kind of node may not be in a snippet, and how it is written. */
export const forbiddenKind = (kind: string): readonly [Reason, written: string] =>
  KINDS[kind] ?? ['other', kind];
